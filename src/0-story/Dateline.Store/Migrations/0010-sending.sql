-- The deliveries that are being sent: whose lease ends when is looked up at every claim.
create index delivery_sending on delivery (destination, next_action) where state = 1;
