-- The district is the tenant: every key begins with it. Times are UTC milliseconds, days are civil
-- days, booleans are 0 or 1. No table has a place for a name of a child or for an answer.

create table district (
  district text not null,
  name text not null,
  created_at_ms integer not null,
  constraint district_pk primary key (district)
) strict;

create table organisation (
  district text not null,
  id text not null,
  name text not null,
  time_zone text not null,
  created_at_ms integer not null,
  constraint organisation_pk primary key (district, id),
  constraint organisation_district_fk foreign key (district) references district (district)
) strict;

-- The fingerprint of the key that tablets seal to; the private half never lies in the database.
create table sealing_key (
  fingerprint text not null,
  created_at_ms integer not null,
  constraint sealing_key_pk primary key (fingerprint)
) strict;

create table staff (
  district text not null,
  id text not null,
  organisation text not null,
  name text not null,
  password_hash text not null,
  is_administrator integer not null,
  is_counsellor integer not null,
  key_public text,
  key_wrapped text,
  created_at_ms integer not null,
  constraint staff_pk primary key (district, id),
  constraint staff_name_unique unique (district, name),
  constraint staff_key_whole check ((key_public is null) = (key_wrapped is null))
) strict;

create table session (
  district text not null,
  token_hash blob not null,
  staff text not null,
  created_at_ms integer not null,
  expires_at_ms integer not null,
  constraint session_pk primary key (district, token_hash),
  constraint session_staff_fk foreign key (district, staff) references staff (district, id)
) strict;

create table sign_in_failure (
  district text not null,
  name_hash blob not null,
  failures integer not null,
  last_at_ms integer not null,
  blocked_until_ms integer not null,
  constraint sign_in_failure_pk primary key (district, name_hash)
) strict;

create table child (
  district text not null,
  code text not null,
  created_at_ms integer not null,
  constraint child_pk primary key (district, code)
) strict;

create table membership (
  district text not null,
  child text not null,
  organisation text not null,
  from_day text not null,
  to_day text,
  constraint membership_pk primary key (district, child, organisation, from_day),
  constraint membership_child_fk foreign key (district, child) references child (district, code)
) strict;

create table enrolment_code (
  district text not null,
  code_hash blob not null,
  label text not null,
  created_at_ms integer not null,
  expires_at_ms integer not null,
  used_at_ms integer,
  constraint enrolment_code_pk primary key (district, code_hash)
) strict;

create table device (
  district text not null,
  id text not null,
  label text not null,
  token_hash blob not null,
  enrolled_at_ms integer not null,
  last_contact_ms integer,
  revoked_at_ms integer,
  constraint device_pk primary key (district, id),
  constraint device_token_unique unique (district, token_hash)
) strict;

-- Every record a tablet sent, byte for byte as opened, in the order of arrival. Rows are added and
-- never changed. Variant 0 came first under its id; higher ones are kept conflicts.
create table record (
  district text not null,
  id text not null,
  variant integer not null,
  seq integer not null,
  kind text not null,
  state text not null,
  held text not null,
  body blob not null,
  body_hash blob not null,
  device text not null,
  received_at_ms integer not null,
  constraint record_pk primary key (district, id, variant),
  constraint record_seq_unique unique (district, seq),
  constraint record_body_unique unique (district, id, body_hash),
  constraint record_state_known check (state in ('stored', 'held'))
) strict;

create index record_kind_state on record (district, kind, state);

create table result (
  district text not null,
  id text not null,
  variant integer not null,
  seq integer not null,
  child text not null,
  campaign text,
  taken_on text not null,
  tier text,
  derived_tier text,
  effective_tier text,
  state text not null,
  constraint result_pk primary key (district, id, variant),
  constraint result_record_fk foreign key (district, id, variant) references record (district, id, variant)
) strict;

create index result_seq on result (district, seq);
create index result_child on result (district, child, seq);

create table result_instrument (
  district text not null,
  id text not null,
  variant integer not null,
  instrument text not null,
  constraint result_instrument_pk primary key (district, instrument, id, variant)
) strict;

-- A review may arrive before the result it is about, hence no foreign key to it.
create table review (
  district text not null,
  id text not null,
  variant integer not null,
  seq integer not null,
  result text not null,
  decision text not null,
  child text,
  tier text,
  staff text not null,
  on_day text not null,
  state text not null,
  constraint review_pk primary key (district, id, variant)
) strict;

create index review_result on review (district, result, seq);

create table event (
  district text not null,
  id text not null,
  variant integer not null,
  seq integer not null,
  child text,
  event text not null,
  about text,
  on_day text not null,
  state text not null,
  constraint event_pk primary key (district, id, variant)
) strict;

create index event_child on event (district, child, seq);

create table alert (
  district text not null,
  id text not null,
  result text not null,
  variant integer not null,
  child text not null,
  tier text,
  urgency text not null,
  reasons text not null,
  raised_at_ms integer not null,
  acknowledged_by text,
  acknowledged_at_ms integer,
  constraint alert_pk primary key (district, id),
  constraint alert_result_unique unique (district, result, variant),
  constraint alert_acknowledged_whole check ((acknowledged_by is null) = (acknowledged_at_ms is null))
) strict;

create index alert_open on alert (district, acknowledged_at_ms, raised_at_ms);

-- Each row's hash covers the one before it, so that a removed or changed row shows.
create table audit (
  district text not null,
  seq integer not null,
  at_ms integer not null,
  actor text not null,
  action text not null,
  subject text not null,
  previous blob not null,
  hash blob not null,
  constraint audit_pk primary key (district, seq)
) strict;
