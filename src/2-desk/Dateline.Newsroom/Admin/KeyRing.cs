using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Admin;

/// <summary>API keys: made and shown once, listed by prefix, revoked. Nobody gives more than they have.</summary>
internal static class KeyRing
{
    private static readonly Shape KeyShape = Shape.Object(
        ("prefix", Shape.Text("Its first characters: its name in logs and the audit")), ("name", Shape.Text("What a person calls it")), ("scopes", Shape.List(Shape.Text("What it may do"))),
        ("source", Shape.Text("The one source it may send for")), ("created", Shape.Time("When it was made")), ("revoked", Shape.Time("When it was revoked")));

    internal static void Map(ApiMap api)
    {
        api.Get("keys", Scopes.Keys, List, new("keyList", "Keys", "List keys, newest first") { Answers = Shape.Page(KeyShape) });
        api.Post("keys", Scopes.Keys, Create, new("keyCreate", "Keys", "Make a key: \"secret\" is shown this once")
        {
            Description = "A key can give only the scopes it has. A repeated request under the same Idempotency-Key is answered without the secret.\n\nScopes: " + string.Join("; ", Scopes.All.Select(s => $"`{s.Key}` {s.Value}")) + ".",
            Status = 201,
            Body = Shape.Object(("name", Shape.Text("What you call it")), ("scopes", Shape.List(Shape.OneOf("What it may do", Scopes.All.Keys))), ("source", Shape.Text("The one source it may send for"))).Needing("name", "scopes"),
            Example = """{"name":"Night desk","scopes":["stories:read","hold"]}""",
            Answers = KeyShape with { Members = [("secret", Shape.Text("The key itself: keep it, it is not shown again")), .. KeyShape.Members] },
            Codes = ["scope-unknown", "scope-beyond", "proof-needed"],
        });
        api.Delete("keys/{prefix}", Scopes.Keys, Revoke, new("keyRevoke", "Keys", "Revoke a key: it is dead within five seconds") { Status = 204, Codes = ["unknown"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Answer.List(ApiKeys.List(db), (json, key) => Write(json, key, null)));

    private static async Task<Answer> Create(ApiCall call)
    {
        var body = call.Body;
        var (name, scopes, source) = (body.Required("name"), body.Texts("scopes"), body.Slug("source"));
        if (body.End() is { } problem) return problem;
        if (scopes.Count == 0) return new Problem("scope-unknown", $"Say what the key may do. Nothing was made. Scopes: {string.Join(", ", Scopes.All.Keys)}.", "/scopes");
        if (scopes.FirstOrDefault(s => !Scopes.All.ContainsKey(s)) is { } unknown) return new Problem("scope-unknown", $"There is no scope \"{unknown}\". Nothing was made. Scopes: {string.Join(", ", Scopes.All.Keys)}.", "/scopes");
        if (scopes.FirstOrDefault(s => !call.May(s)) is { } beyond) return new Problem("scope-beyond", $"Your key lacks the scope \"{beyond}\", so it can't give it. Nothing was made.", "/scopes");
        if (call.AsksForProof() is { } asked) return asked;
        return await call.Write(tx =>
        {
            var (secret, key) = ApiKeys.Create(tx, name, scopes, call.Who, source);
            return Answer.Created($"{ApiMap.Root}keys", json => Write(json, key, secret)) with { Kept = Answer.Bytes(json => Write(json, key, null)) };
        }).ConfigureAwait(false);
    }

    private static Task<Answer> Revoke(ApiCall call) => call.Write(tx =>
        ApiKeys.Revoke(tx, call.Part("prefix"), call.Who) ? Answer.NoContent : new Problem("unknown", "There is no working key of that prefix. Nothing has changed."));

    private static void Write(Utf8JsonWriter json, ApiKey key, string? secret)
    {
        json.WriteStartObject();
        if (secret is not null) json.WriteString("secret", secret);
        json.WriteString("prefix", key.Prefix);
        json.WriteString("name", key.Name);
        json.WriteStartArray("scopes");
        foreach (var scope in key.Scopes.Order(StringComparer.Ordinal)) json.WriteStringValue(scope);
        json.WriteEndArray();
        if (key.Source is not null) json.WriteString("source", key.Source);
        json.WriteString("created", key.Created.ToString());
        StoryAnswer.Time(json, "revoked", key.Revoked);
        json.WriteEndObject();
    }
}
