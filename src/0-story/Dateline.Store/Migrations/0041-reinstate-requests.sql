-- Somebody asks that a killed story come back, until when, and why. text: the tag of the text that is to go; null: as it last went out. alarm: tells the others of it
create table reinstate_request (
  story {id} primary key,
  who {text} not null,
  at bigint not null,
  until bigint not null,
  reason {text} not null,
  text {text},
  alarm {id} not null
);
