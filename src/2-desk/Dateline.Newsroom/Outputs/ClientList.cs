using System.Text.Json;
using Dateline.Formats;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Store.Deliveries;

namespace Dateline.Newsroom.Outputs;

/// <summary>Who receives: clients, how we stand with them, whom to call there.</summary>
internal static class ClientList
{
    private static readonly Shape ContactShape = Shape.Object(("name", Shape.Text("The person or the desk")), ("phone", Shape.Text("As dialled")), ("mail", Shape.Text("The address")), ("onDuty", Shape.Flag("The duty editor, who is told of every kill at once"))).Needing("name");

    private static readonly Shape Body = Shape.Object(
        ("name", Shape.Text("Its name on screen")), ("status", Shape.OneOf("How we stand with it", Shapes.Names<ClientStatus>())), ("class", Shape.Text("Its class, which usage terms may exclude (\"tv\")")),
        ("country", Shape.Text("The country it publishes in, in two letters: without one, what may be used in some countries alone is not for it")), ("expires", Shape.Time("When its contract ends")), ("contacts", Shape.List(ContactShape)), ("products", Shape.List(Shape.Text("The code of a product"))),
        ("formats", Shape.List(Shape.Text("A format that its contract names, by the name of its writer; none: every format")))).Needing("name");

    private static readonly Shape ClientShape = Body with { Members = [("code", Shape.Text("Its short name")), .. Body.Members] };

    internal static void Map(ApiMap api)
    {
        api.Get("clients", Scopes.Outputs, List, new("clientList", "Outputs", "List clients") { Answers = Shape.Page(ClientShape) });
        api.Get("clients/{code}", Scopes.Outputs, Read, new("clientRead", "Outputs", "Read a client") { Answers = ClientShape, Codes = ["unknown"] });
        api.Put("clients/{code}", Scopes.Outputs, Save, new("clientSave", "Outputs", "Take on a client, or change one")
        {
            Description = "Suspended and ended clients get nothing but holds and kills of what they ever had. A paused one gets what waits when it is active again.",
            Body = Body,
            Example = """{"name":"Radio Nord","products":["politics-en"],"contacts":[{"name":"Night desk","phone":"555 0100","onDuty":true}]}""",
            Answers = ClientShape,
            Codes = ["query-bad", "product-unknown", "writer-unknown", "format-in-use"],
        });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Answer.List(Clients.All(db), Write));

    private static Task<Answer> Read(ApiCall call) => call.Read(db => Clients.Find(db, call.Part("code")) is { } client ? Answer.Ok(json => Write(json, client)) : new Problem("unknown", "There is no client of that code."));

    private static async Task<Answer> Save(ApiCall call)
    {
        var body = call.Body;
        var client = new Client
        {
            Id = default,
            Code = call.Part("code"),
            Name = body.Required("name"),
            Status = body.Member<ClientStatus>("status") ?? ClientStatus.Active,
            Class = body.Slug("class"),
            Country = body.Line("country", 2)?.ToUpperInvariant(),
            Expires = body.Time("expires"),
            Contacts = body.Objects("contacts", static c => new Contact(c.Required("name"), c.Line("phone", 60), c.Line("mail", 200), c.Flag("onDuty")), 50),
            Products = body.Texts("products"),
            Formats = body.Texts("formats"),
        };
        if (body.End() is { } problem) return problem;
        if (!OutputCodes.Is(client.Code)) return OutputCodes.Bad;
        if (client.Country is { } country && !OutputCodes.IsCountry(country)) return new Problem("query-bad", $"\"{country}\" is no country's code: two letters, like CA. Nothing was saved.", "/country");
        if (client.Formats.FirstOrDefault(f => WireFormats.Writer(f) is null) is { } unknown)
            return new Problem("writer-unknown", $"No format \"{unknown}\" is written here. Nothing was saved. There are: {string.Join(", ", WireFormats.Writers.Select(w => w.Name))}.", "/formats");
        return await call.Write(tx =>
        {
            var saved = Clients.Save(tx, client, call.Who);
            return saved.IsDone ? Answer.Ok(json => Write(json, saved.Value)) : saved.Refusal;
        }).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter json, Client client)
    {
        json.WriteStartObject();
        json.WriteString("code", client.Code);
        json.WriteString("name", client.Name);
        json.WriteString("status", StoryJson.Name(client.Status));
        if (client.Class is not null) json.WriteString("class", client.Class);
        if (client.Country is not null) json.WriteString("country", client.Country);
        StoryAnswer.Time(json, "expires", client.Expires);
        json.WriteStartArray("contacts");
        foreach (var contact in client.Contacts)
        {
            json.WriteStartObject();
            json.WriteString("name", contact.Name);
            if (contact.Phone is not null) json.WriteString("phone", contact.Phone);
            if (contact.Mail is not null) json.WriteString("mail", contact.Mail);
            if (contact.OnDuty) json.WriteBoolean("onDuty", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("products");
        foreach (var product in client.Products) json.WriteStringValue(product);
        json.WriteEndArray();
        json.WriteStartArray("formats");
        foreach (var format in client.Formats) json.WriteStringValue(format);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>The short names of what is set up under Outputs: they stand in addresses, logs and file names.</summary>
internal static class OutputCodes
{
    internal static Problem Bad => new("query-bad", "A code has 1 to 40 lower-case letters, digits and hyphens. Nothing was saved.");

    internal static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetter);

    internal static bool Is(string code) => code.Length is > 0 and <= 40 && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
