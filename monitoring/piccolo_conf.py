"""Where Piccolo's own command looks: `PICCOLO_CONF=monitoring.piccolo_conf piccolo migrations ...`.

The app itself opens its store in code (`store.py`).
"""

from piccolo.conf.apps import AppRegistry

from monitoring.engines import StoreEngine, engine_for

DB: StoreEngine = engine_for("sqlite:///monitoring.sqlite")
APP_REGISTRY = AppRegistry(apps=["monitoring.piccolo_app"])
