-- As whom a person is known at the house's own sign-in service (OpenID Connect): one subject for each person and service.
create table person_subject (
  issuer {text} not null,
  subject {text} not null,
  person {id} not null,
  added bigint not null,
  used bigint,
  primary key (issuer, subject)
);
create unique index person_subject_of on person_subject (person, issuer);
