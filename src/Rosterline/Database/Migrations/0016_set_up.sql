-- What an administrator said about a row of Set up; everything else is told by what is there.
create table set_up_answer (
  root_id uuid not null references organisation on delete cascade,
  step text not null,
  answer text not null,                             -- one_office, no_opt_outs, seen, skipped
  user_id uuid,
  at timestamptz not null,
  primary key (root_id, step)
);
