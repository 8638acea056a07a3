"""Who speaks in a sentence: the paper, an agency, the family, another at second hand, the law.

`standings.standing_of` says it, from whose paper it is (`senders`) and whose voice its words are
(`voices`); `attribution` names who is quoted.
"""
