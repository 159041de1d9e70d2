-- Passkeys (W3C Web Authentication): what a person's device proves that they are. Only public keys: nothing here opens a door by itself.

create table passkey (
  -- the credential's id, as the device gave it
  id {bytes} primary key,
  person {id} not null,
  -- what the person calls it
  name {text} not null,
  -- for which host it was made: a browser never uses it for another
  host {text} not null,
  public_key {bytes} not null,
  -- how often it has signed, as far as the device counts
  signed bigint not null,
  transports {text},
  backup_eligible bigint not null,
  backed_up bigint not null,
  added bigint not null,
  used bigint
);
create index passkey_person on passkey (person);

-- Challenges that were answered: each is good once, on every node.
create table passkey_answered (
  sha {bytes} primary key,
  at bigint not null
);
