// A small MES: hears repair orders, has each repaired, and says when the cameras closed or reopened it.
//
//     npm install mqtt
//     node mes.mjs [URL [PREFIX]]      default: mqtt://127.0.0.1:1883 plant/body-shop/line-1
//
// The contract is docs/mqtt.md. Ctrl-C ends it; started again, it goes on where it was: the broker keeps what arrives meanwhile.
import { randomUUID } from "node:crypto";
import mqtt from "mqtt";

const [url = "mqtt://127.0.0.1:1883", prefix = "plant/body-shop/line-1"] = process.argv.slice(2);
const answers = "mes/javascript/answers";
const next = { DISPATCHED: "ACCEPT", ACCEPTED: "START_REPAIR", IN_REPAIR: "REPAIRED" };
const seen = new Set(); // in a real MES: a unique index, written with the work
const latest = new Map(); // order_id -> revision

const client = mqtt.connect(url, {
  protocolVersion: 5, clientId: "mes-javascript", clean: false, properties: { sessionExpiryInterval: 86_400 },
});

client.on("connect", () =>
  client.subscribe([`${prefix}/+/orders`, `${prefix}/+/visits`, answers], { qos: 1 }, (error) => console.log(error ?? "subscribed")));

client.on("message", (topic, payload, packet) => {
  const body = JSON.parse(payload);
  if (topic === answers) {
    console.log("  answer:", body.code, body.message);
    return;
  }
  const key = `${topic} ${packet.properties.userProperties.key}`;
  if (seen.has(key)) {
    return;
  }
  seen.add(key);
  if (topic.endsWith("/visits")) {
    console.log(`visit ${body.visit} of ${body.vehicle.id}: ${body.verdict}`, body.counts);
    for (const waiting of body.awaiting_reinspection ?? []) {
      console.log(`  order ${waiting.order_id} waits for a re-inspection: ${waiting.why}`);
    }
  } else if (body.revision > (latest.get(body.order_id) ?? 0)) {
    latest.set(body.order_id, body.revision);
    console.log(`order ${body.order_id}/${body.revision} ${body.state}: weld ${body.weld.id} of ${body.vehicle.id},`
      + ` priority ${body.priority}, by ${body.moved.by} ${body.moved.who}: ${body.moved.why}`);
    if (next[body.state]) {
      send(body, next[body.state]);
    }
  }
});

function send(order, action) {
  const command = {
    schema: "huoyan.order-command/1", command_id: randomUUID(), order_id: order.order_id, action, who: "mes.mjs",
    if_revision: order.revision, issued_at: new Date().toISOString(),
  };
  const properties = { responseTopic: answers, correlationData: Buffer.from(command.command_id) };
  client.publish(`${prefix}/${order.station}/orders/commands`, JSON.stringify(command), { qos: 1, properties });
}
