"""Telling people (消息): an outbox written with the fact, delivered by the worker through channels, never with personal data.

A *message* is a code with parameters and a link, for a unit or a user; it is a notice in the program at once. A *channel*
is where else they are reached (mail, WeCom, DingTalk, Feishu, SMS); a *delivery* is one message on one channel.
"""
