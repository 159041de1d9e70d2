using System.Text.Json;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Writing;

namespace Dateline.Store.Deliveries;

/// <summary>How we stand with a client.</summary>
public enum ClientStatus
{
    /// <summary>It receives.</summary>
    Active,
    /// <summary>Nothing goes to it for now but holds and kills. Changes of what it has wait, and go when it is back, the newest version of each story.</summary>
    Paused,
    /// <summary>Nothing goes to it but holds and kills of what it has.</summary>
    Suspended,
    /// <summary>Its contract is over. Holds and kills of what it ever had still go to it.</summary>
    Ended,
}

/// <summary>Someone to call at a client.</summary>
/// <param name="Name">The person or the desk.</param>
/// <param name="Phone">As dialled; null where none is known.</param>
/// <param name="Mail">The address; null where none is known.</param>
/// <param name="OnDuty">Whether this is the duty editor, who is told of every kill at once.</param>
public sealed record Contact(string Name, string? Phone = null, string? Mail = null, bool OnDuty = false);

/// <summary>An organisation that receives.</summary>
public sealed record Client
{
    /// <summary>Its id inside.</summary>
    public required Guid Id { get; init; }
    /// <summary>Its short name, in lists and logs.</summary>
    public required string Code { get; init; }
    /// <summary>Its name on screen.</summary>
    public required string Name { get; init; }
    /// <summary>How we stand with it.</summary>
    public ClientStatus Status { get; init; }
    /// <summary>Its class, which usage terms may exclude ("tv"); null: none.</summary>
    public string? Class { get; init; }
    /// <summary>The country it publishes in, as two capital letters (ISO 3166-1); null: not stated, and what may be used in some countries alone is not for it.</summary>
    public string? Country { get; init; }
    /// <summary>When its contract ends: from then on it counts as <see cref="ClientStatus.Ended"/>. Null: open.</summary>
    public Instant? Expires { get; init; }
    /// <summary>Whom to call.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];
    /// <summary>The codes of its products.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];
    /// <summary>The formats that its contract names, by the names of their writers; none: every format that is written here.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>Whether usage terms let it have what they stand for: they may name countries, and exclude classes of clients (product.md rule 10).</summary>
    public bool IsWithin(Rights rights) =>
        (rights.Territories.Count == 0 || Country is { } here && rights.Territories.Contains(here, StringComparer.OrdinalIgnoreCase))
        && !(Class is { } kind && rights.NotForClientClasses.Contains(kind, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether its contract gives it a format.</summary>
    public bool MayHave(string format) => Formats.Count == 0 || Formats.Contains(format, StringComparer.Ordinal);

    /// <summary>How we stand with it at a moment: a contract that has run out has ended.</summary>
    public ClientStatus StatusAt(Instant now) => Expires is { } end && now >= end ? ClientStatus.Ended : Status;
}

/// <summary>Something a client can buy: a name for a filter.</summary>
/// <param name="Code">Its short name.</param>
/// <param name="Name">Its name on screen.</param>
/// <param name="Filter">Which news it holds, as <see cref="NewsFilter"/> reads it.</param>
public sealed record Product(string Code, string Name, string Filter);

/// <summary>Clients and products as rows. Every change is a new revision and is written down in the audit.</summary>
public static class Clients
{
    private const string Columns = "id, code, name, status, class, expires, contacts, formats, country";

    /// <summary>All clients, by code.</summary>
    public static List<Client> All(Db db)
    {
        var products = db.Many("select c.client, p.code from client_product c join product p on p.id = c.product order by p.code", static r => (Client: r.Id(0), Code: r.Text(1))).ToLookup(p => p.Client, p => p.Code);
        return [.. db.Many($"select {Columns} from client order by code", Read).Select(c => c with { Products = [.. products[c.Id]] })];
    }

    /// <summary>The client of that code, or null.</summary>
    public static Client? Find(Db db, string code) => db.One($"select {Columns} from client where code = $1", Read, code) is { } client ? client with { Products = ProductsOf(db, client.Id) } : null;

    /// <summary>The client of that id, or null.</summary>
    public static Client? Find(Db db, Guid id) => db.One($"select {Columns} from client where id = $1", Read, id) is { } client ? client with { Products = ProductsOf(db, client.Id) } : null;

    /// <summary>How we stand with a client at a moment; one that is not there has ended.</summary>
    public static ClientStatus StatusOf(Db db, Guid id, Instant now) => StandingOf(db, id) is var (status, ends) && !(now >= ends) ? status : ClientStatus.Ended;

    /// <summary>How we stand with a client, and when its contract ends; null: there is no such client.</summary>
    public static (ClientStatus Status, Instant? Ends)? StandingOf(Db db, Guid id) =>
        db.One<(ClientStatus, Instant?)?>("select status, expires from client where id = $1", static r => (r.Enum<ClientStatus>(0), r.InstantOrNull(1)), id);

    /// <summary>
    /// Writes a client: new where its code is new. Its id is the known one's whatever it says; products that do not exist are refused, and so is a contract
    /// without the format in which one of its destinations is sent.
    /// </summary>
    public static Outcome<Client> Save(StoreTransaction tx, Client client, string by)
    {
        var ids = new List<Guid>();
        foreach (var code in client.Products.Distinct(StringComparer.Ordinal))
        {
            if (tx.Db.One<Guid?>("select id from product where code = $1", static r => r.Id(0), code) is not { } id)
                return new Refusal("product-unknown", $"There is no product \"{code}\". Nothing was saved.", "products");
            ids.Add(id);
        }
        var before = Find(tx.Db, client.Code);
        client = client with { Id = before?.Id ?? tx.Ids.NewId() };
        if (SentOtherwise(tx.Db, client) is var (destination, format))
            return new Refusal("format-in-use", $"\"{destination}\" is sent in \"{format}\", which the contract would not name. Nothing was saved. Name it too, or change the destination first.", "formats");
        tx.Db.Execute("""
            insert into client (id, code, name, status, class, expires, contacts, formats, country, revision, created) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
            on conflict (code) do update set name = excluded.name, status = excluded.status, class = excluded.class, expires = excluded.expires, contacts = excluded.contacts, formats = excluded.formats, country = excluded.country, revision = client.revision + 1
            """, client.Id, client.Code, client.Name, client.Status, client.Class, client.Expires, WriteContacts(client.Contacts), client.Formats.Count == 0 ? null : string.Join(' ', client.Formats.Distinct(StringComparer.Ordinal)), client.Country, tx.Now);
        tx.Db.Execute("delete from client_product where client = $1", client.Id);
        foreach (var id in ids) tx.Db.Execute("insert into client_product (client, product) values ($1, $2)", client.Id, id);
        // It may be back from a pause.
        tx.Db.Execute("update destination set next_action = $2 where client = $1", client.Id, tx.Now);
        if (before is not null && before.StatusAt(tx.Now) != ClientStatus.Active && client.StatusAt(tx.Now) == ClientStatus.Active)
            foreach (var channel in new[] { Destination.ApiChannel, Destination.PortalChannel })
                if (PullDeliveries.DestinationOf(tx.Db, client.Id, channel) is { } read) PullDeliveries.ComeAgain(tx, read.Id);
        tx.Audit(by, "client-save", client.Code, $"status {client.Status} products {string.Join(' ', client.Products)}");
        return client;
    }

    /// <summary>The formats that the contract of a destination's client names; none: every format.</summary>
    public static IReadOnlyList<string> FormatsOf(Db db, Guid destination) =>
        db.One("select c.formats from destination d join client c on c.id = d.client where d.id = $1", static r => r.TextOrNull(0), destination)?.Split(' ') ?? [];

    /// <summary>All products, by code.</summary>
    public static List<Product> Products(Db db) => db.Many("select code, name, filter from product order by code", static r => new Product(r.Text(0), r.Text(1), r.Text(2)));

    /// <summary>Writes a product. A filter that can't be meant is refused.</summary>
    public static Outcome<Product> Save(StoreTransaction tx, Product product, string by, FilterVocabulary? vocabulary = null)
    {
        var filter = NewsFilter.Parse(product.Filter, vocabulary ?? FilterVocabulary.Codes);
        if (!filter.IsDone) return filter.Refusal;
        product = product with { Filter = filter.Value.Text };
        tx.Db.Execute("""
            insert into product (id, code, name, filter, revision, created) values ($1, $2, $3, $4, 1, $5)
            on conflict (code) do update set name = excluded.name, filter = excluded.filter, revision = product.revision + 1
            """, tx.Ids.NewId(), product.Code, product.Name, product.Filter, tx.Now);
        tx.Audit(by, "product-save", product.Code, product.Filter);
        return product;
    }

    private static (string Destination, string Format)? SentOtherwise(Db db, Client client) =>
        client.Formats.Count == 0 ? null : db.Many($"select code, format from destination where client = $1 and channel not in {Destination.ReadChannels} order by code", static r => (Code: r.Text(0), Format: r.Text(1)), client.Id)
            .Select(d => ((string, string)?)(d.Code, d.Format)).FirstOrDefault(d => !client.MayHave(d!.Value.Item2));

    private static List<string> ProductsOf(Db db, Guid client) =>
        db.Many("select p.code from client_product c join product p on p.id = c.product where c.client = $1 order by p.code", static r => r.Text(0), client);

    private static Client Read(Row r) => new()
    {
        Id = r.Id(0),
        Code = r.Text(1),
        Name = r.Text(2),
        Status = r.Enum<ClientStatus>(3),
        Class = r.TextOrNull(4),
        Expires = r.InstantOrNull(5),
        Contacts = ReadContacts(r.Text(6)),
        Formats = r.TextOrNull(7)?.Split(' ') ?? [],
        Country = r.TextOrNull(8),
    };

    private static string WriteContacts(IReadOnlyList<Contact> contacts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var contact in contacts)
            {
                json.WriteStartObject();
                json.WriteString("name", contact.Name);
                if (contact.Phone is not null) json.WriteString("phone", contact.Phone);
                if (contact.Mail is not null) json.WriteString("mail", contact.Mail);
                if (contact.OnDuty) json.WriteBoolean("onDuty", true);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Contact[] ReadContacts(string text)
    {
        using var json = JsonDocument.Parse(text);
        string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;
        return [.. json.RootElement.EnumerateArray().Select(c => new Contact(Text(c, "name") ?? "", Text(c, "phone"), Text(c, "mail"), c.TryGetProperty("onDuty", out var duty) && duty.GetBoolean()))];
    }
}
