-- Who can own a safety item is asked whenever one is raised: found without reading every account of the service.
create index account_role_for_safety on account_role (service_id, role) where role in ('duty_clinician', 'supervisor');
