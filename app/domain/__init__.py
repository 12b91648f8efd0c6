"""What is true: the nouns of a joint statement and the rules between them.

Nothing here knows Flask, settings or a request. Sessions, actors and times are arguments; operations
flush and never commit; refusals are raised as `errors.DomainError`, in codes, never in sentences.

statement     the thing published: slug, sections, addressee, issue date, opening and closing time
revision      the exact text of a statement at one time, in one or more languages; has a digest
endorsement   one organisation's co-signature of one revision
organisation  the name as it wants to be printed, in Latin script where it is not, country, website
signatory     the person acting for the organisation; never public unless they chose so
moderator     an account that decides; an editor is a moderator who also publishes and manages accounts
decision      what a moderator did to an endorsement, with a reason where the rules ask for one
founding      signatory listed from the start, entered by an editor, with a note of how it agreed
register      the public list of approved endorsements
invitation    an organisation asked by an editor to endorse a statement, by a personal link
mailing       a list of organisations to ask, with the letter to all of them
event         the private audit trail: who did what, when; ids only
message       an e-mail in the outbox
"""
