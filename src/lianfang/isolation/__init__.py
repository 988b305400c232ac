"""Isolation, observation and monitoring at home (居家隔离、居家医学观察、健康监测): the daily question and its answer.

A *report* is temperature and symptoms of somebody under a measure, by a worker, by the person or a relative. Reports are
due by the hours the edition says: the *slots* of a day. What is *missed* is chased, what is *abnormal* is called back at
once, an *urgent need* opens every measure. The measures themselves belong to `measures`.
"""
