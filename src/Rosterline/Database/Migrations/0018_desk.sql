-- The recruiter's desk, second part: what sorting, searching and merging find by an index, and the fields an agency adds for itself.

-- Whom a text to many was also for is found when records are merged, without reading every broadcast.
create index broadcast_recipient_also on broadcast_recipient using gin (also) where also is not null;

-- Lists by customer and title. Who has no customer stands in the same index, by id.
create index company_by_folded_name on company (root_id, (folded(name)) collate "C", id);
drop index person_company;
create index person_company on person (root_id, company_id, id) include (is_candidate, is_employee, is_contact, is_active);
create index person_by_branch on person (root_id, account_id, id) include (is_candidate, is_employee, is_contact, is_active);
create index person_by_title on person (root_id, (folded(coalesce(title, ''))) collate "C", id) include (is_candidate, is_employee, is_contact, is_active);

-- Words of the notes without case and accents: "jose" finds José.
drop index person_notes;
create index person_notes on person using gin (to_tsvector('simple', folded(coalesce(notes, ''))));

-- The newest notes logged by hand, whoever they are about, for lists by last message.
create index journal_note_newest on journal_note (root_id, at desc) where kind = 2 and person_id is not null;
