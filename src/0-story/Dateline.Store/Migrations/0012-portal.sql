-- The portal: the clients' own people, what they have seen of each story, what they follow, and what they are told by mail.

-- The client they work at; null: they work in the newsroom
alter table person add column client {id};
create index person_client on person (client) where client is not null;

-- What somebody at a client has seen of a story: a hold or a kill finds them. kind 0 opened, 1 copied, 2 downloaded, 3 told by mail; what: the format or the picture
create table client_reading (
  person {id} not null,
  client {id} not null,
  story {id} not null,
  version bigint not null,
  kind bigint not null,
  what {text} not null,
  at bigint not null,
  primary key (story, person, version, kind, what)
);
create index client_reading_client on client_reading (client, at);

-- A search that somebody keeps. alerts 0 none, 1 at once, 2 once a day
create table client_topic (
  id {id} primary key,
  person {id} not null,
  name {text} not null,
  filter {text} not null,
  alerts bigint not null,
  created bigint not null
);
create index client_topic_person on client_topic (person);

-- A story that somebody is to be told of. state 0 waiting, 1 sending, 2 sent, 3 given up, 4 skipped: it was withdrawn, or a backup was restored meanwhile
create table client_alert (
  person {id} not null,
  delivery {id} not null,
  topic {text} not null,
  state bigint not null,
  created bigint not null,
  next_action bigint,
  attempts bigint not null,
  detail {text},
  primary key (person, delivery)
);
create index client_alert_due on client_alert (next_action) where next_action is not null;
