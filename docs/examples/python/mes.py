"""A small MES: hears repair orders, has each repaired, and says when the cameras closed or reopened it.

    pip install paho-mqtt
    python mes.py [HOST [PORT [PREFIX]]]      default: 127.0.0.1 1883 plant/body-shop/line-1

The contract is docs/mqtt.md. Ctrl-C ends it; started again, it goes on where it was: the broker keeps what arrives meanwhile.
"""

import json
import sys
import uuid
from datetime import datetime, timezone

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

HOST = sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1"
PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 1883
PREFIX = sys.argv[3] if len(sys.argv) > 3 else "plant/body-shop/line-1"
ANSWERS = "mes/python/answers"
NEXT = {"DISPATCHED": "ACCEPT", "ACCEPTED": "START_REPAIR", "IN_REPAIR": "REPAIRED"}

seen = set()  # in a real MES: a unique index, written with the work
latest = {}  # order_id -> revision


def on_connect(client, userdata, flags, reason, properties):
    print("connected:", reason)
    client.subscribe([(f"{PREFIX}/+/orders", 1), (f"{PREFIX}/+/visits", 1), (ANSWERS, 1)])


def on_message(client, userdata, message):
    body = json.loads(message.payload)
    if message.topic == ANSWERS:
        print("  answer:", body["code"], body["message"])
        return
    key = message.topic, dict(message.properties.UserProperty)["key"]
    if key in seen:
        return
    seen.add(key)
    if message.topic.endswith("/visits"):
        print(f"visit {body['visit']} of {body['vehicle']['id']}: {body['verdict']} {body['counts']}")
        for waiting in body.get("awaiting_reinspection", []):
            print(f"  order {waiting['order_id']} waits for a re-inspection: {waiting['why']}")
        return
    if body["revision"] <= latest.get(body["order_id"], 0):
        return
    latest[body["order_id"]] = body["revision"]
    print(f"order {body['order_id']}/{body['revision']} {body['state']}: weld {body['weld']['id']} of {body['vehicle']['id']},"
          f" priority {body['priority']}, by {body['moved']['by']} {body['moved']['who']}: {body['moved']['why']}")
    action = NEXT.get(body["state"])
    if action:
        send(client, body, action)


def send(client, order, action):
    command = {
        "schema": "huoyan.order-command/1",
        "command_id": str(uuid.uuid4()),
        "order_id": order["order_id"],
        "action": action,
        "who": "mes.py",
        "if_revision": order["revision"],
        "issued_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    properties = Properties(PacketTypes.PUBLISH)
    properties.ResponseTopic = ANSWERS
    properties.CorrelationData = command["command_id"].encode()
    client.publish(f"{PREFIX}/{order['station']}/orders/commands", json.dumps(command), qos=1, properties=properties)


client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="mes-python", protocol=mqtt.MQTTv5)
client.on_connect = on_connect
client.on_message = on_message
session = Properties(PacketTypes.CONNECT)
session.SessionExpiryInterval = 86_400
client.connect(HOST, PORT, clean_start=False, properties=session)
client.loop_forever()
