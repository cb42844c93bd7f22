-- Fields an agency adds for itself. Values stand in person.custom under the key, which stays when the name changes: texts written with the
-- former name keep their meaning.

create table custom_field (
  root_id uuid not null references organisation on delete cascade,
  key text not null,                                -- the first name, in small letters
  name text not null,
  position smallint not null,
  hidden boolean not null default false,            -- values stay; nothing offers it any more
  primary key (root_id, key)
);
create unique index custom_field_name on custom_field (root_id, lower(name));

insert into custom_field (root_id, key, name, position)
select root_id, key, upper(left(key, 1)) || substr(key, 2), row_number() over (partition by root_id order by key)
from (select distinct p.root_id, k.key from person p cross join lateral jsonb_object_keys(p.custom) k(key) where jsonb_typeof(p.custom) = 'object') x;

create index person_custom on person using gin (custom) where custom is not null;
