-- Who works here. A person is named in the wire log and the audit by a pseudonym; the name stands here alone, so that it can be erased.

create table person (
  id {id} primary key,
  pseudonym {text} not null unique,
  -- what they sign in with, in small letters
  login {text} not null unique,
  name {text} not null,
  role {text} not null,
  -- the hash; null: they have set none
  password {text},
  -- the secret of their code generator, protected by the keys of the program; null: they use none
  totp {text},
  -- the step of the last code they used: a code is good once
  totp_step bigint not null default 0,
  language {text},
  -- since when they may not sign in; null: they may
  ended bigint,
  created bigint not null
);

-- Codes for the day on which the generator is lost: hashes, each good once.
create table person_recovery (
  person {id} not null,
  sha {bytes} not null,
  primary key (person, sha)
);

-- Whose a pass is, where it is a person's. kind 2: the first set-up; 3: an invitation, or a new password; 4: the password was right, the code is asked.
alter table staff_pass add column person {id};
alter table staff_pass add column begun bigint;
alter table staff_pass add column agent {text};
create index staff_pass_person on staff_pass (person) where person is not null;

-- A desk's columns, and how many stories wait on each desk.
create index story_of_desk on story (desk, state, updated, id);
create index story_waiting on story (state, desk);
