-- Who receives, and what goes to them: clients, products, destinations, the delivery queue with its attempts.

create table client (
  id {id} primary key,
  code {text} not null unique,
  name {text} not null,
  -- 0 active, 1 paused, 2 suspended, 3 ended
  status bigint not null,
  -- its class for usage terms ("tv"); null: none
  class {text},
  -- when its contract ends; null: open
  expires bigint,
  -- people to call, as JSON
  contacts {text} not null,
  revision bigint not null,
  created bigint not null
);

create table product (
  id {id} primary key,
  code {text} not null unique,
  name {text} not null,
  filter {text} not null,
  revision bigint not null,
  created bigint not null
);

create table client_product (
  client {id} not null,
  product {id} not null,
  primary key (client, product)
);

create table destination (
  id {id} primary key,
  client {id} not null,
  code {text} not null unique,
  channel {text} not null,
  format {text} not null,
  options {text} not null,
  -- protected by the keys of the program; null: the channel needs none
  secret {text},
  in_advance bigint not null,
  -- how many may be on their way at once
  concurrency bigint not null,
  -- 0 on, 1 paused, 2 off: they said that it is gone, or a person ended it
  state bigint not null,
  state_why {text},
  -- since when every attempt has failed, how many have, and whether the desk was told
  failing_since bigint,
  failures bigint not null default 0,
  failing_told bigint not null default 0,
  -- until when nothing but withdrawals is tried
  blocked_until bigint,
  -- the number of the last message to it
  sequence bigint not null,
  -- when there is next something to do for it; null: nothing waits
  next_action bigint,
  revision bigint not null,
  created bigint not null
);
create index destination_client on destination (client);
create index destination_next on destination (next_action) where next_action is not null;

-- One release for one destination. state: 0 waiting, 1 sending, 2 delivered, 3 superseded, 4 withdrawn, 5 given up, 6 confirmed by a person.
create table delivery (
  id {id} primary key,
  destination {id} not null,
  position bigint not null,
  story {id} not null,
  version bigint not null,
  action bigint not null,
  -- 0 withdrawal, 1 urgent, 2 usual
  lane bigint not null,
  state bigint not null,
  created bigint not null,
  -- when there is next something to do; null once it is over
  next_action bigint,
  attempts bigint not null,
  first_attempt bigint,
  last_attempt bigint,
  -- the message's number at its destination, given at the first attempt
  sequence bigint,
  receipt_at bigint,
  receipt {text},
  replay_of {id},
  -- alarm and escalation of a withdrawal without a receipt
  alarm {id},
  escalated bigint
);
create unique index delivery_once on delivery (destination, position) where replay_of is null;
create index delivery_open on delivery (destination, lane, position, id) where state < 2;
create index delivery_due on delivery (destination, next_action) where state < 2;
create index delivery_story on delivery (story, destination, version);
create index delivery_withdrawals on delivery (created) where lane = 0 and receipt_at is null;
create index delivery_position on delivery (position);

create table delivery_attempt (
  delivery {id} not null,
  number bigint not null,
  started bigint not null,
  ended bigint,
  -- 0 arrived, 1 could not connect, 2 refused, 3 we made it badly, 4 unknown: it may have arrived; null: on its way
  outcome bigint,
  status bigint,
  bytes bigint,
  detail {text},
  answer {text},
  primary key (delivery, number)
);
