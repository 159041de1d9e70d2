-- What a restore needs: an embargoed story stays closed until a person has confirmed its embargo.
alter table story add column awaits_person bigint not null default 0;
