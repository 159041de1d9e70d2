-- How many messages a destination takes in what time, and in which hours.

alter table destination add column rate_most bigint;
-- in how many seconds; null where there is no rate
alter table destination add column rate_seconds bigint;
-- as the contract says them ("weekdays 06:00-22:00 Europe/Paris"); null: at any hour
alter table destination add column hours {text};

-- The attempts that began a moment ago at destinations that have a rate: counted, and forgotten when they count no more.
create table delivery_start (
  destination {id} not null,
  at bigint not null,
  delivery {id} not null,
  number bigint not null,
  primary key (destination, at, delivery, number)
);
