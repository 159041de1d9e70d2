-- The alarm that nobody has yet, where a notice to those on duty is about one.
alter table duty_notice add column alarm {id};
create index duty_notice_alarm on duty_notice (alarm) where alarm is not null;
