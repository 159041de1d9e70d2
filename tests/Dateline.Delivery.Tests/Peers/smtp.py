"""A mail server for the tests, on aiosmtpd: every mail it takes is a file, and some addresses it refuses by their name.

usage: smtp.py FOLDER PORT [--size N] [--data ANSWER] [--hang] [--cert PEM] [--login USER:PASSWORD]
"""
import argparse
import asyncio
import itertools
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("port", type=int)
parser.add_argument("--size", type=int, default=33554432)
parser.add_argument("--data", default="250 OK")
parser.add_argument("--hang", action="store_true")
parser.add_argument("--cert")
parser.add_argument("--login")
options = parser.parse_args()
numbers = itertools.count(1)


class Desk:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        name = address.split("@")[0]
        if name.startswith("gone"):
            return "550 5.1.1 nobody of that name"
        if name.startswith("later"):
            return "450 4.2.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if options.data.startswith("250") or options.hang:
            path = options.folder / f"{next(numbers):04}.eml"
            head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {' '.join(envelope.rcpt_tos)}\r\n"
            part = path.with_suffix(".part")
            part.write_bytes(head.encode() + envelope.original_content)
            part.rename(path)
        if options.hang:
            await asyncio.Event().wait()
        return options.data


def sign_in(server, session, envelope, mechanism, data):
    given = f"{data.login.decode()}:{data.password.decode()}"
    return AuthResult(success=given == options.login, handled=False)


def connection():
    context = None
    if options.cert:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert)
    return SMTP(Desk(), data_size_limit=options.size, tls_context=context, require_starttls=context is not None,
                authenticator=sign_in if options.login else None, auth_required=options.login is not None, enable_SMTPUTF8=True)


async def main():
    server = await asyncio.get_running_loop().create_server(connection, "127.0.0.1", options.port)
    print("listening", flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
