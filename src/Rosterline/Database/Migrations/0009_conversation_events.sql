-- What was decided about a conversation, for the lines between its texts.
create index audit_entry_conversation on audit_entry (root_id, subject_id, at) where subject_kind = 'conversation';
