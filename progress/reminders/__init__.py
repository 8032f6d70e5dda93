"""Reminders: who is written to today and about what (pure), and how that becomes letters, files and mail.

`wanted.wanted` decides, `letter.Texts` finds the words, `mail.message` packs them, `sending.send` and
`written.write_letters` give them out.
"""
