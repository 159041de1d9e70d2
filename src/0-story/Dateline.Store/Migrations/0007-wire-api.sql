-- The API for clients: their keys. What they read are rows of delivery at a destination of channel "api", numbered in its own sequence.

create table client_key (
  prefix {text} primary key,
  sha {bytes} not null,
  destination {id} not null,
  name {text} not null,
  scopes {text} not null,
  created bigint not null,
  revoked bigint,
  -- when it was last used, to the minute
  last_used bigint
);
create index client_key_destination on client_key (destination);

create index delivery_sequence on delivery (destination, sequence) where sequence is not null;
-- Given out and not acknowledged yet.
create index delivery_given on delivery (destination, sequence) where state in (1, 5) and sequence is not null;
