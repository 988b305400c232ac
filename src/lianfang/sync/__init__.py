"""The phone's protocol (离线同步): enrolling devices, what a phone carries, and what it hands in.

A *device* (登记设备) belongs to one person; it is paired by a code an officer shows. Its *slice* (数据切片) is today's work
of that person and nothing more; a *watermark* names the state a phone holds, and the next answer is the difference to it.
What a phone hands in comes as *records*, each answered by itself; what cannot be taken is kept in the *tray* (待更正).
Modules register what the phone may carry (`carry`) and what it may hand in (`inbound`); nothing here knows the domain.
"""
