"""Selection: suggesting people for a request, the requester's overrides, procurement's confirmation."""




KEPT = 10
