-- Addresses that a customer of the simulated carrier registered for a line by the Zipwhip-like API, one for each event.
create table carrier_webhook (
  owner uuid not null references organisation on delete cascade,
  id bigint generated always as identity,
  account_id uuid not null references carrier_account on delete cascade,
  line bigint not null,
  event text not null,                              -- receive, send, progress, read, delete
  url text not null,
  primary key (owner, id)
);
create index carrier_webhook_line on carrier_webhook (account_id, line, event);
