"""The pages of set-up: a checklist, lists, and a form for every change."""
