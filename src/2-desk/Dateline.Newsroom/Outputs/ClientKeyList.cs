using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;

namespace Dateline.Newsroom.Outputs;

/// <summary>A client's keys to the wire: made and shown once, two at work at most so that one can take the other's place, revoked.</summary>
internal static class ClientKeyList
{
    private static readonly Shape KeyShape = Shape.Object(
        ("prefix", Shape.Text("Its first characters: its name in logs and the audit")), ("name", Shape.Text("What a person calls it")), ("scopes", Shape.List(Shape.Text("What it may do"))),
        ("destination", Shape.Text("The destination it reads from: there the contract says what becomes of embargoed copy")), ("created", Shape.Time("When it was made")),
        ("lastUsed", Shape.Time("When it was last used, to the minute")), ("revoked", Shape.Time("When it was revoked")));

    internal static void Map(ApiMap api)
    {
        api.Get("clients/{code}/keys", Scopes.Outputs, List, new("clientKeyList", "Outputs", "List a client's keys to the wire, newest first") { Answers = Shape.Page(KeyShape), Codes = ["unknown"] });
        api.Post("clients/{code}/keys", Scopes.Outputs, Create, new("clientKeyCreate", "Outputs", "Make a key to the wire for a client: \"secret\" is shown this once")
        {
            Description = "The first one makes a destination by the channel \"api\", from which the client reads what its products hold. To change a key, make the second, let the client move to it, revoke the first. A repeated request under the same Idempotency-Key is answered without the secret.\n\nScopes: "
                + string.Join("; ", ClientKeys.Scopes.Select(s => $"`{s.Key}` {s.Value}")) + ". None stated: all.",
            Status = 201,
            Body = Shape.Object(("name", Shape.Text("What you call it")), ("scopes", Shape.List(Shape.OneOf("What it may do", ClientKeys.Scopes.Keys)))).Needing("name"),
            Example = """{"name":"Web team","scopes":["wire","search"]}""",
            Answers = KeyShape with { Members = [("secret", Shape.Text("The key itself: keep it, it is not shown again")), .. KeyShape.Members] },
            Codes = ["unknown", "scope-unknown", "keys-enough", "proof-needed"],
        });
        api.Delete("clients/{code}/keys/{prefix}", Scopes.Outputs, Revoke, new("clientKeyRevoke", "Outputs", "Revoke a client's key: it is dead within five seconds, open streams included") { Status = 204, Codes = ["unknown"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Clients.Find(db, call.Part("code")) is { } client
        ? Answer.List(ClientKeys.OfClient(db, client.Id), (json, key) => Write(json, db, key, null))
        : NoClient);

    private static async Task<Answer> Create(ApiCall call)
    {
        var body = call.Body;
        var (name, scopes) = (body.Required("name"), body.Texts("scopes"));
        if (body.End() is { } problem) return problem;
        if (scopes.Count == 0) scopes = [.. ClientKeys.Scopes.Keys];
        if (scopes.FirstOrDefault(s => !ClientKeys.Scopes.ContainsKey(s)) is { } unknown) return new Problem("scope-unknown", $"There is no scope \"{unknown}\" for clients. Nothing was made. Scopes: {string.Join(", ", ClientKeys.Scopes.Keys)}.", "/scopes");
        if (call.AsksForProof() is { } asked) return asked;
        return await call.Write(tx =>
        {
            if (Clients.Find(tx.Db, call.Part("code")) is not { } client) return NoClient;
            var made = ClientKeys.Create(tx, client, name, scopes, call.Who);
            if (!made.IsDone) return made.Refusal;
            var (secret, key) = made.Value;
            return Answer.Created($"{ApiMap.Root}clients/{client.Code}/keys", json => Write(json, tx.Db, key, secret)) with { Kept = Answer.Bytes(json => Write(json, tx.Db, key, null)) };
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Revoke(ApiCall call) => call.Write(tx =>
        Clients.Find(tx.Db, call.Part("code")) is { } client && ClientKeys.Revoke(tx, client.Id, call.Part("prefix"), call.Who) ? Answer.NoContent
            : new Problem("unknown", "There is no working key of that prefix at this client. Nothing has changed."));

    private static Problem NoClient => new("unknown", "There is no client of that code. Nothing has changed.");

    private static void Write(Utf8JsonWriter json, Db db, ClientKey key, string? secret)
    {
        json.WriteStartObject();
        if (secret is not null) json.WriteString("secret", secret);
        json.WriteString("prefix", key.Prefix);
        json.WriteString("name", key.Name);
        json.WriteStartArray("scopes");
        foreach (var scope in key.Scopes.Order(StringComparer.Ordinal)) json.WriteStringValue(scope);
        json.WriteEndArray();
        if (Destinations.Find(db, key.Destination) is { } destination) json.WriteString("destination", destination.Code);
        json.WriteString("created", key.Created.ToString());
        StoryAnswer.Time(json, "lastUsed", key.LastUsed);
        StoryAnswer.Time(json, "revoked", key.Revoked);
        json.WriteEndObject();
    }
}
