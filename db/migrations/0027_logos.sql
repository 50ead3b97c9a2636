-- A service's own logo. What pages need to know of it stands with the service; its bytes by themselves.
alter table service add column logo jsonb;

create table service_logo (
  service_id uuid not null references service,
  id uuid not null,
  media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
  bytes bytea not null check (length(bytes) between 1 and 20480),
  uploaded_at timestamptz not null,
  uploaded_by uuid not null,
  primary key (service_id, id),
  foreign key (service_id, uploaded_by) references account
);
comment on table service_logo is 'Pictures that a service uploaded. Served while service.logo names one; small, because every page carries it.';

do $$
begin
  alter table service_logo enable row level security;
  create policy own_service on service_logo
    using (service_id = current_service()) with check (service_id = current_service());
  grant select, insert on service_logo to handrail_app;
end $$;
