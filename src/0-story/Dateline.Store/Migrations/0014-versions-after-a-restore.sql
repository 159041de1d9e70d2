-- After a restore a story's next version has a number that the lost history cannot have used.

-- the least number of its next version, less one; 0: it was never restored
alter table story add column version_floor bigint not null default 0;

create index delivery_alarm on delivery (alarm) where alarm is not null;
