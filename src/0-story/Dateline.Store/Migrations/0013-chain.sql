-- Dateline to Dateline: what was given to a destination that is read, as a chain. Each line states the hash of the line before; what it carries is kept by its own hash.
create table chain_message (
  destination {id} not null,
  number bigint not null,
  delivery {id} not null,
  -- SHA-256 of the line
  hash {bytes} not null,
  line {text} not null,
  -- SHA-256 of the document; null: there is none, the text is sealed
  document {bytes},
  primary key (destination, number)
);
create index chain_message_delivery on chain_message (delivery);
