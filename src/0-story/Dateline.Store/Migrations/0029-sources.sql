-- A source can be paused, and may need something by which those we fetch from know us: sealed, never shown again.
alter table source add column paused bigint;
alter table source add column paused_why {text};
alter table source add column secret {text};

-- Sources that are asked again and again: when next, by which node now, how far what they have is taken in, and how the last looks ended.
create table source_round (
  source bigint primary key,
  next_look bigint not null,
  lease {text},
  leased_until bigint,
  -- what the connector must know to go on: moved in the same breath as what was made of it, or after
  place {text},
  last_success bigint,
  failures bigint not null,
  failing_since bigint,
  error_code {text},
  error {text},
  error_at bigint
);

-- What was taken in of places that can't say what is new, such as a folder from which nothing may be taken away.
create table source_seen (
  source bigint not null,
  mark {text} not null,
  at bigint not null,
  primary key (source, mark)
);
