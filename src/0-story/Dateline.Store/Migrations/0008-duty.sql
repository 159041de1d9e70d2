-- Who is told of a withdrawal beside its deliveries, and which addresses of a destination took a message.

-- one address a line; null: the destination is one address
alter table delivery_attempt add column taken {text};

-- A mail or a call to somebody on duty. state: 0 waiting, 1 sending, 2 sent, 3 given up, 4 skipped: a backup was restored meanwhile.
create table duty_notice (
  id {id} primary key,
  -- 0 a withdrawal, 1 the escalation of one without a receipt
  kind bigint not null,
  -- what it is about, with the address: told once
  cause {text} not null,
  -- 0 mail, 1 webhook
  way bigint not null,
  -- the mail address; empty: the one webhook of the house
  address {text} not null,
  -- the client whose duty editor it is; null: the house's own
  client {text},
  position bigint not null,
  story {id} not null,
  -- the delivery that has no receipt
  delivery {id},
  state bigint not null,
  created bigint not null,
  next_action bigint,
  attempts bigint not null,
  ended bigint,
  detail {text}
);
create unique index duty_notice_once on duty_notice (cause, way, address);
create index duty_notice_due on duty_notice (next_action) where next_action is not null;
create index duty_notice_story on duty_notice (story, created);
create index delivery_escalated on delivery (escalated) where escalated is not null;
