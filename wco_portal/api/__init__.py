"""The core of the API: what every collection under `/api/v1/` does in the same way.

An app adds a collection in its `api/` package (mirror of its pages, same services), ten lines:

    class PlanOut(Thing):                                   # strategy/api/plans.py
        title = Bilingual("title")

        class Meta(Thing.Meta):
            model, resource, workflow = Plan, "plans", workflows.plans.PLAN
            fields = (*Thing.Meta.fields, "title", "state", "starts_on")

    class Plans(Resource[Plan]):
        \"\"\"Strategic plans.\"\"\"

        serializer_class, lookup_field = PlanOut, "slug"
        filterset_fields, ordering_fields = {"state": ["exact"]}, ("starts_on",)
        ordering = ("-starts_on",)

        def things(self, actor: Actor) -> QuerySet[Plan]:
            return selectors.plans.visible_to(actor)

        @act("submit", needs=Permission.PLAN_SUBMIT, body=SubmitIn)       # POST /plans/{id}/submit/
        def submit(self, thing: Plan, body: Body, by: Person) -> Plan:
            \"\"\"Send the plan to the Council.\"\"\"
            return services.plans.submit(thing, by=by, **body)

    router = Router()                                       # strategy/api/urls.py
    router.register("plans", Plans)
    urlpatterns = router.urls

`API` in `wco_portal/urls.py` names `strategy.api.urls`. Besides `act` there are `make` (POST on
the collection), `change` (PATCH, needs If-Match) and `part` (GET of a part of a thing);
Idempotency-Key, ETag, limits, problem+json and the schema come by themselves. After a change:
`python manage.py spectacular --file docs/openapi.yaml --validate --fail-on-warn`.
"""
