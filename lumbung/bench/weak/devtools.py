"""What a test or a measurement does to a browser by hand: stop its worker, wake it, empty its
storage (offline.md 6.1).

Offline comes before the stop: `context.set_offline(True)` after `stop_worker` hangs for ever.
"""

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PATIENCE_SECONDS = 60.0
_STEP_MILLISECONDS = 25
_CONTROLLED = "navigator.serviceWorker.controller !== null"


def until(page: "Page", expression: str, *, seconds: float = PATIENCE_SECONDS) -> Any:
    """Return the first true value of a JavaScript expression. Raises TimeoutError.

    Playwright's own waiting needs `unsafe-eval`, which our pages do not allow.
    """
    deadline = time.monotonic() + seconds
    while not (found := _value(page, expression)):
        if time.monotonic() > deadline:
            raise TimeoutError(expression)
        page.wait_for_timeout(_STEP_MILLISECONDS)
    return found


def _value(page: "Page", expression: str) -> Any:
    from playwright.sync_api import Error

    try:
        return page.evaluate(expression)
    except Error:
        return None  # the page is just giving way to another


def controlled(page: "Page") -> None:
    """Return once the worker controls the page."""
    until(page, _CONTROLLED)


def allow_sync(context: "BrowserContext", origin: str) -> None:
    """Allow messages and Background Sync: granting the one alone denies the other."""
    context.grant_permissions(["notifications", "background-sync"], origin=origin)


class Workers:
    """The service workers of a page's browser, as DevTools see them."""

    def __init__(self, page: "Page") -> None:
        self._page = page
        self._session: Any = page.context.new_cdp_session(page)
        self._registrations: dict[str, str] = {}
        self._versions: dict[str, dict[str, Any]] = {}
        self._stopped: set[str] = set()
        self._session.on("ServiceWorker.workerRegistrationUpdated", self._registered)
        self._session.on("ServiceWorker.workerVersionUpdated", self._changed)
        self._session.send("ServiceWorker.enable")

    def stop(self) -> None:
        """Stop the worker that is active, as a phone does when it needs memory."""
        number = self._wait(self._active)
        self._stopped.discard(number)
        self._session.send("ServiceWorker.stopWorker", {"versionId": number})
        # It may start again at once, for a message or a sync.
        self._wait(lambda: number in self._stopped)

    def sync(self, tag: str, *, is_last: bool = False) -> None:
        """Wake the worker as Background Sync does. Whether it worked is for the server to say."""
        told = {**self._where(), "tag": tag, "lastChance": is_last}
        self._session.send("ServiceWorker.dispatchSyncEvent", told)

    def push(self, data: str) -> None:
        """Wake the worker as a push service does that has a message for it."""
        self._session.send("ServiceWorker.deliverPushMessage", {**self._where(), "data": data})

    def _where(self) -> dict[str, str]:
        origin = self._page.evaluate("location.origin")
        registration = self._wait(lambda: self._registrations.get(f"{origin}/"))
        return {"origin": origin, "registrationId": registration}

    def _registered(self, event: dict[str, Any]) -> None:
        for one in event["registrations"]:
            if one["isDeleted"]:
                self._registrations.pop(one["scopeURL"], None)
            else:
                self._registrations[one["scopeURL"]] = one["registrationId"]

    def _changed(self, event: dict[str, Any]) -> None:
        for one in event["versions"]:
            self._versions[one["versionId"]] = one
            if one["runningStatus"] == "stopped":
                self._stopped.add(one["versionId"])

    def _active(self) -> str | None:
        running = [
            number
            for number, one in self._versions.items()
            if one["status"] == "activated" and one["runningStatus"] != "stopped"
        ]
        return running[-1] if running else None

    def _wait(self, found: Any) -> Any:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (value := found()):
            if time.monotonic() > deadline:
                raise TimeoutError("DevTools did not say it")
            self._page.wait_for_timeout(_STEP_MILLISECONDS)
        return value


def clear_storage(page: "Page", kinds: str = "indexeddb,cache_storage,service_workers") -> None:
    """Empty what the browser keeps for the page's origin, as it does when space runs out."""
    origin = page.evaluate("location.origin")
    session: Any = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": f"{origin}/", "storageTypes": kinds})
    session.detach()


def installability_errors(page: "Page") -> list[Any]:
    """Return why the page cannot be put on the home screen: meaningful online, in a persistent
    context."""
    return _asked(page, "Page.getInstallabilityErrors")["installabilityErrors"]


def manifest_of(page: "Page") -> dict[str, Any]:
    """Return the manifest as the browser read it: `url`, `errors`, `data`."""
    return _asked(page, "Page.getAppManifest")


def _asked(page: "Page", what: str) -> Any:
    session: Any = page.context.new_cdp_session(page)
    answer = session.send(what)
    session.detach()
    return answer
