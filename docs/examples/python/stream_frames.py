#!/usr/bin/env python3
"""Streams frames of a sample set to Huoyan from several threads and checks every reply.

A camera of your own needs little more than `stream()` below. The rest is mischief: besides good pictures it sends raw
formats, truncated files, wrong sizes, unknown stations and frames sent twice, and checks that each frame is answered
once, in order, in the way that docs/grpc.md promises.

    python3 -m venv venv && venv/bin/pip install grpcio grpcio-tools
    venv/bin/python -m grpc_tools.protoc -I proto/src/main/protobuf --python_out=. --grpc_python_out=. \
        huoyan/inspection/v1/inspection.proto
    PYTHONPATH=. venv/bin/python docs/examples/python/stream_frames.py --target 127.0.0.1:50051 --frames 2000
"""

import argparse
import collections
import csv
import json
import pathlib
import queue
import random
import sys
import threading
import time

import grpc

from huoyan.inspection.v1 import inspection_pb2 as pb
from huoyan.inspection.v1 import inspection_pb2_grpc as rpc

MONO8, MONO12P, BAYER_RG8, RGB8 = 0x01080001, 0x010C0047, 0x01080009, 0x02180014
RETRY = (pb.Refusal.RESOURCE_EXHAUSTED, pb.Refusal.UNAVAILABLE)


def header(row, boot, number, visit):
    """A frame without its picture."""
    return pb.Frame(
        camera_id=row["camera"],
        boot_id=boot,
        frame_number=number,
        station_id=row["station"],
        view_id=row["view"],
        vehicle=pb.Vehicle(vehicle_id=row["vehicle"], is_vin=row["isVin"] == "true", variant_id=row["variant"]),
        visit_id=visit,
        capture_time_ns=time.time_ns(),
        width_px=int(row["widthPx"]),
        height_px=int(row["heightPx"]),
        light_id=int(row["light"]),
    )


def picture(frame, row, folder):
    frame.encoding = pb.ENCODING_PNG if row["encoding"].upper() == "PNG" else pb.ENCODING_JPEG
    frame.data = (folder / row["file"]).read_bytes()
    return frame


def raw(frame, pfnc, bytes_per_two_pixels, rng):
    frame.encoding = pb.ENCODING_RAW
    frame.pfnc_pixel_format = pfnc
    row = bytes(rng.getrandbits(8) for _ in range(frame.width_px * bytes_per_two_pixels // 2))
    frame.data = row * frame.height_px
    return frame


def frames(rows, folder, boot, count, rng, answered):
    """Yields (frame, what is expected): 'inspection', the name of the field at fault, or 'repeated' for one of `answered`."""
    for number in range(count):
        row = rows[number % len(rows)]
        frame = header(row, boot, number, f"{row['visit']}-{boot}")
        kind = number % 12
        if kind == 3:
            yield raw(frame, MONO8, 2, rng), "inspection"
        elif kind == 5:
            yield raw(frame, MONO12P, 3, rng), "inspection"
        elif kind == 6:
            yield raw(frame, RGB8, 6, rng), "inspection"
        elif kind == 7:
            yield raw(frame, BAYER_RG8, 2, rng), "inspection"
        elif kind == 8:
            picture(frame, row, folder)
            frame.data = frame.data[: rng.randrange(1, 2000)]
            yield frame, "data"
        elif kind == 9:
            picture(frame, row, folder).width_px += 1 + rng.randrange(1000)
            yield frame, "width_px"
        elif kind == 10:
            picture(frame, row, folder).station_id = "nowhere"
            yield frame, "station_id"
        elif kind == 11 and answered:
            yield answered[rng.randrange(len(answered))], "repeated"
        else:
            yield picture(frame, row, folder), "inspection"


def verdict_on(reply, expected):
    """None if the reply is as promised, else what is wrong with it."""
    outcome = reply.WhichOneof("outcome")
    if outcome is None:
        return "neither inspection nor refusal"
    if expected == "inspection":
        return None if outcome == "inspection" else f"refused: {reply.refusal}"
    if expected == "repeated":
        return None if reply.repeated else "not marked as repeated"
    if outcome == "inspection":
        return f"inspected as {pb.Verdict.Kind.Name(reply.inspection.verdict.kind)}, though {expected} is at fault"
    if reply.refusal.code != pb.Refusal.INVALID_ARGUMENT or reply.refusal.field != expected:
        return f"refused otherwise than for {expected}: {reply.refusal}"
    return None


def stream(stub, source, answered, counts, faults):
    """One stream: sends what `source` yields, and again what the server asks to have again later."""
    expected = collections.deque()
    again = queue.Queue()
    room = threading.Semaphore(16)  # HTTP/2 would hold us back as well; this keeps Python's own queue short

    def requests():
        for frame, want in source:
            yield from one(frame, want)
            while not again.empty():
                yield from one(*again.get())
        while expected or not again.empty():
            try:
                yield from one(*again.get(timeout=0.05))
            except queue.Empty:
                pass

    def one(frame, want):
        room.acquire()
        expected.append((frame, want))
        counts["sent"] += 1
        yield frame

    for reply in stub.StreamFrames(requests()):
        frame, want = expected[0]
        counts["replies"] += 1
        if (reply.camera_id, reply.boot_id, reply.frame_number) != (frame.camera_id, frame.boot_id, frame.frame_number):
            faults.append(f"out of order: {reply.camera_id}/{reply.frame_number}, expected {frame.frame_number}")
        if reply.WhichOneof("outcome") == "refusal" and reply.refusal.code in RETRY:
            counts["retried"] += 1
            time.sleep(reply.refusal.retry_after_ms / 1000)
            again.put((frame, want))
        else:
            counts["answered"] += 1
            name = "inspection" if reply.HasField("inspection") else pb.Refusal.Code.Name(reply.refusal.code)
            counts[name] += 1
            if reply.HasField("inspection"):
                counts[pb.Verdict.Kind.Name(reply.inspection.verdict.kind)] += 1
            counts["repeated"] += reply.repeated
            if want == "inspection" and reply.HasField("inspection"):
                answered.append(frame)
            wrong = verdict_on(reply, want)
            if wrong:
                faults.append(f"frame {frame.camera_id}/{frame.boot_id}/{frame.frame_number}: {wrong}")
        expected.popleft()
        room.release()


def channel(arguments):
    options = [("grpc.max_receive_message_length", 64 << 20), ("grpc.max_send_message_length", 64 << 20)]
    if not arguments.ca:
        return grpc.insecure_channel(arguments.target, options)
    credentials = grpc.ssl_channel_credentials(pathlib.Path(arguments.ca).read_bytes())
    if arguments.token:
        credentials = grpc.composite_channel_credentials(
            credentials, grpc.access_token_call_credentials(arguments.token)
        )
    return grpc.secure_channel(arguments.target, credentials, options)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--target", default="127.0.0.1:50051", help="host:port")
    parser.add_argument("--set", default="sample-images/body-line", help="folder with manifest.csv")
    parser.add_argument("--frames", type=int, default=2000, help="in all")
    parser.add_argument("--threads", type=int, default=4, help="one stream each; cameras are dealt out in turn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ca", help="PEM of the authority to trust: speaks TLS")
    parser.add_argument("--token", help="bearer token, with --ca")
    arguments = parser.parse_args()

    folder = pathlib.Path(arguments.set)
    with open(folder / "manifest.csv", newline="", encoding="utf-8") as file:
        manifest = list(csv.DictReader(file))
    cameras = sorted({row["camera"] for row in manifest})
    run = f"py-{time.time_ns()}"
    counts, faults, threads = [], [], []
    begin = time.monotonic()
    with channel(arguments) as connection:
        stub = rpc.InspectionServiceStub(connection)
        for i in range(arguments.threads):
            rows = [row for row in manifest if row["camera"] == cameras[i % len(cameras)]]
            share = arguments.frames // arguments.threads + (i < arguments.frames % arguments.threads)
            answered = collections.deque(maxlen=20)
            source = frames(rows, folder, f"{run}-{i}", share, random.Random(arguments.seed + i), answered)
            counts.append(collections.Counter())
            threads.append(threading.Thread(target=stream, args=(stub, source, answered, counts[i], faults)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    total = sum(counts, collections.Counter())
    seconds = time.monotonic() - begin
    print(json.dumps({**total, "seconds": round(seconds, 1), "faults": len(faults)}))
    for fault in faults[:20]:
        print(fault, file=sys.stderr)
    complete = total["answered"] == arguments.frames and total["replies"] == total["sent"]
    sys.exit(0 if complete and not faults else 1)


if __name__ == "__main__":
    main()
