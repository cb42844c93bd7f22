-- Which person a row of an imported file became, so that bringing the same row again changes nothing (P-33).
create table person_brought_row (
  root_id uuid not null,
  row_print uuid not null,                          -- first half of the SHA-256 of what the row says, see People/Import/Rows/RowPrint
  person_id uuid not null,
  primary key (root_id, row_print),
  foreign key (root_id, person_id) references person on delete cascade
);
create index person_brought_row_person on person_brought_row (root_id, person_id);
