-- How many may share a number, and how many texts a number has each month (AR-21, AR-23).
alter table organisation add seats_per_line int not null default 3;
alter table line add monthly_allowance int;         -- texts; null: as many as the provider takes

-- Texts written per line and month, counted up to a text; the rest of the month is counted when somebody asks.
create table line_usage (
  root_id uuid not null references organisation on delete cascade,
  line_id uuid not null,
  month date not null,
  sent int not null,
  primary key (root_id, line_id, month)
);
create table usage_cursor (
  root_id uuid not null references organisation on delete cascade,
  month date not null,
  counted_until uuid not null,
  primary key (root_id, month)
);
