using System.Globalization;
using Dateline.Formats;
using Dateline.News;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Outputs;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Dateline.Newsroom.Pages;

/// <summary>A client's form as it was typed.</summary>
internal sealed class ClientForm
{
    public string? Code { get; set; }
    public string? Name { get; set; }
    public string? Status { get; set; }
    public string? Class { get; set; }
    public string? Country { get; set; }
    public string? Expires { get; set; }
    public string?[]? ContactName { get; set; }
    public string?[]? ContactPhone { get; set; }
    public string?[]? ContactMail { get; set; }
    public int Duty { get; set; }
    public string[]? Products { get; set; }
    public string[]? Formats { get; set; }

    internal static ClientForm Of(Client client, StaffWordsDay day) => new()
    {
        Code = client.Code,
        Name = client.Name,
        Status = StoryJson.Name(client.Status),
        Class = client.Class,
        Country = client.Country,
        Expires = client.Expires is { } end ? day(end) : null,
        ContactName = [.. client.Contacts.Select(c => c.Name)],
        ContactPhone = [.. client.Contacts.Select(c => c.Phone)],
        ContactMail = [.. client.Contacts.Select(c => c.Mail)],
        Duty = client.Contacts.ToList().FindIndex(c => c.OnDuty),
        Products = [.. client.Products],
        Formats = [.. client.Formats],
    };

    /// <summary>The contacts that say anything, each with its line.</summary>
    internal IEnumerable<(int Line, string? Name, string? Phone, string? Mail)> Contacts => Enumerable.Range(0, ContactName?.Length ?? 0)
        .Select(i => (i, Trimmed(ContactName, i), Trimmed(ContactPhone, i), Trimmed(ContactMail, i)))
        .Where(c => (c.Item2 ?? c.Item3 ?? c.Item4) is not null);

    private static string? Trimmed(string?[]? values, int at) => values?.ElementAtOrDefault(at)?.Trim() is { Length: > 0 } text ? text : null;
}

/// <summary>A day as the desk's calendar writes it in a field.</summary>
internal delegate string StaffWordsDay(Instant moment);

/// <summary>A client: how we stand with it, whom to call, what it has, and where it is sent.</summary>
internal sealed class ClientModel(NewsStore store, NewsroomOptions options) : PlacePage(store, options)
{
    private const int SpareContacts = 2;
    private const string New = "new";

    internal override string Title => Client?.Name ?? Words["client-new"];

    internal override string Place => "outputs";

    internal override string Right => Scopes.Outputs;

    /// <summary>The client as it is kept; null: a new one.</summary>
    internal Client? Client { get; private set; }

    /// <summary>The form.</summary>
    internal ClientForm Form { get; private set; } = new();

    /// <summary>Its destinations.</summary>
    internal IReadOnlyList<OutputRow> Rows { get; private set; } = [];

    /// <summary>All products.</summary>
    internal IReadOnlyList<Product> Products { get; private set; } = [];

    /// <summary>The names of all formats that are written here.</summary>
    internal static IEnumerable<string> Formats => WireFormats.Writers.Select(w => w.Name);

    /// <summary>How many lines for contacts there are: two to spare.</summary>
    internal int ContactLines => (Form.ContactName?.Length ?? 0) + (IsWrong ? 0 : SpareContacts);

    public IActionResult OnGet([FromRoute] string code)
    {
        Load(code);
        if (Client is null && code != New) return NotFound();
        Form = Client is { } client ? ClientForm.Of(client, Day) : new() { Status = "active", Duty = 0 };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromRoute] string code, [FromForm] ClientForm form)
    {
        Load(code);
        if (Client is null && code != New) return NotFound();
        Form = form;
        if (Read(form) is not { } client) return Again(StatusCodes.Status422UnprocessableEntity);
        var saved = await Store.Write(tx => Client is null && Clients.Find(tx.Db, client.Code) is not null ? new Refusal("taken", "", "code") : Clients.Save(tx, client, Me)).ConfigureAwait(false);
        if (saved.IsDone) return LocalRedirect("/newsroom/outputs/clients/" + saved.Value.Code + "?done=1");
        var (field, why) = saved.Refusal.Field switch { "code" => ("code", "code-taken"), "formats" => ("formats", "format-in-use"), _ => ("products", "product-gone") };
        Wrong(field, why);
        return Again(StatusCodes.Status422UnprocessableEntity);
    }

    private Client? Read(ClientForm form)
    {
        var code = Client?.Code ?? form.Code?.Trim() ?? "";
        if (!OutputCodes.Is(code) || code == New) Wrong("code", "code-bad");
        if (string.IsNullOrWhiteSpace(form.Name)) Wrong("name", "needed");
        else if (form.Name.Length > 120 || form.Name.Any(char.IsControl)) Wrong("name", "name-bad");
        if (!StoryJson.TryName<ClientStatus>(form.Status ?? "", out var status)) Wrong("status", "needed");
        var expires = ReadDay(form.Expires);
        if (form.Class?.Trim() is { Length: > 0 } kind && !OutputCodes.Is(kind)) Wrong("class", "code-bad");
        var country = form.Country?.Trim() is { Length: > 0 } here ? here.ToUpperInvariant() : null;
        if (country is not null && !OutputCodes.IsCountry(country)) Wrong("country", "country-bad");
        if (form.Formats?.All(f => WireFormats.Writer(f) is not null) == false) Wrong("formats", "format-gone");
        foreach (var (line, name, phone, mail) in form.Contacts)
        {
            if (name is null) Wrong("contact-" + line.ToString(CultureInfo.InvariantCulture), "contact-nameless");
            else if (name.Length > 120 || phone?.Length > 60 || mail?.Length > 200 || (mail is not null && !mail.Contains('@', StringComparison.Ordinal))) Wrong("contact-" + line.ToString(CultureInfo.InvariantCulture), "contact-bad");
        }
        return IsWrong ? null : new Client
        {
            Id = default,
            Code = code,
            Name = form.Name!.Trim(),
            Status = status,
            Class = form.Class?.Trim() is { Length: > 0 } given ? given : null,
            Country = country,
            Expires = expires,
            Contacts = [.. form.Contacts.Select(c => new Contact(c.Name!, c.Phone, c.Mail, c.Line == form.Duty))],
            Products = form.Products ?? [],
            Formats = form.Formats ?? [],
        };
    }

    /// <summary>A contract ends with its last day, as the desk's calendar has it.</summary>
    private Instant? ReadDay(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (DateTime.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 9000)
        {
            var end = day.AddDays(1);
            return Instant.From(new DateTimeOffset(end, Options.TimeZone.GetUtcOffset(end)));
        }
        Wrong("expires", "day-bad");
        return null;
    }

    private string Day(Instant end) => TimeZoneInfo.ConvertTime(end.ToDateTimeOffset(), Options.TimeZone).AddTicks(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void Load(string code) => (Client, Rows, Products) = Store.Read(db =>
    {
        var client = Clients.Find(db, code);
        return (client, client is null ? [] : OutputRow.All(db, [.. Destinations.All(db).Where(d => d.Client == client.Id)]), Clients.Products(db));
    });
}
