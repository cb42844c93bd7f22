-- Texts of a former product: brought in from a file, marked, and never counted as ours.

alter table person_import add column what smallint not null default 0;  -- 0 people, 1 texts of a former product

-- The product a text was brought from; origin 5. It has no place in its thread until all of its file is there.
alter table message add column brought_from text;
create index message_brought on message (root_id, conversation_id) where origin = 5 and seq is null;

-- A row of such a file that was here already as a text of our own, so that each text stands for one row alone.
create table history_row (
  root_id uuid not null references organisation on delete cascade,
  print uuid not null,                              -- what the row says, see Moving/History/HistoryPrint
  message_id uuid not null,
  primary key (root_id, print)
);
create index history_row_message on history_row (root_id, message_id);

-- Numbers whose last keyword in such a file is an opt-out; somebody decides.
create table history_stop (
  root_id uuid not null,
  import_id uuid not null,
  number bigint not null,
  at timestamptz not null,
  words text not null,
  recorded_at timestamptz,
  primary key (root_id, import_id, number),
  foreign key (root_id, import_id) references person_import on delete cascade
);
