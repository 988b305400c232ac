"""A list on its way into the inboxes (名单接收): read, matched, split, written.

``reading`` says what a row tells, ``excerpt`` draws from the register whoever comes near, ``matching`` gives each row its
verdict, ``splitting`` its community, ``writing`` puts rows and tasks down batch by batch, ``runs`` drives them.
"""
