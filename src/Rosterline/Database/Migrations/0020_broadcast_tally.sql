-- How far a broadcast was when somebody last looked: lists read this row, and whoever finds it out of date counts once for everybody.
create table broadcast_tally (
  root_id uuid not null,
  broadcast_id uuid not null,
  counted_at timestamptz not null,
  total int not null, waiting int not null, written int not null, delivered int not null, failed int not null,
  refused int not null, cancelled int not null, missed int not null, replied int not null,
  next_at timestamptz,                              -- when the next of those waiting is due
  primary key (root_id, broadcast_id),
  foreign key (root_id, broadcast_id) references broadcast on delete cascade
) with (fillfactor = 50);
