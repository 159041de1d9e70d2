using System.Net;
using System.Text.RegularExpressions;
using Dateline.Delivery.Channels.Mail;
using Dateline.Delivery.Duty;
using Dateline.Delivery.Portal;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Stories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dateline.Delivery.Tests.Portal;

/// <summary>An agency's portal on a port of its own, over its store and dispatcher, with a real mail server where one is asked for.</summary>
public sealed class PortalHost : IAsyncDisposable
{
    internal const string Password = "seven green buses wait";
    private static readonly Lazy<string> Hash = new(() => Passwords.Hash(Password));
    private readonly WebApplication _app;

    private PortalHost(WebApplication app, Agency agency, MailServer? mail) => (_app, Agency, Mail) = (app, agency, mail);

    public Agency Agency { get; }

    public MailServer? Mail { get; }

    public Uri Address => new(_app.Urls.First());

    internal T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<PortalHost> Start(bool onPostgres = false, bool withMail = false, string? colour = null, string? zone = null)
    {
        var agency = await Agency.Open(onPostgres);
        var mail = withMail ? await MailServer.Start() : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(agency.Store);
        builder.Services.AddSingleton(agency.Dispatcher);
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        builder.Services.AddSingleton<ISecretSeal, Seal>();
        builder.Services.AddSingleton(new DeliveryOptions
        {
            Provider = new Provider("https://np.example", "Northern Press"),
            Mail = mail is null ? null : new MailRelay("127.0.0.1", mail.Port, MailSecurity.None, "wire@np.example"),
            Portal = new() { BaseUrl = new("https://np.example"), Colour = colour, TimeZone = zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone) },
        });
        DeliveryModule.AddWire(builder.Services);
        builder.Services.AddPortal();
        builder.Services.AddSingleton<DutyDesk>();
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapDelivery();
        await app.StartAsync();
        return new(app, agency, mail);
    }

    /// <summary>A client with one product; where its people read.</summary>
    public Task<Client> Client(string code, string name, string filter = "everything", bool inAdvance = false, string? kind = null) => Agency.Store.Write(tx =>
    {
        Assert.True(Clients.Save(tx, new Product(code + "-all", name + " complete", filter), "test").IsDone);
        var client = Clients.Save(tx, new Client { Id = default, Code = code, Name = name, Class = kind, Products = [code + "-all"] }, "test").Value!;
        var destination = PullDeliveries.Open(tx, client, Destination.PortalChannel, "test");
        if (inAdvance) Destinations.Save(tx, destination with { InAdvance = true }, "test");
        return client;
    });

    /// <summary>One of a client's people, with a password.</summary>
    public Task<Person> Person(Client client, string login, string role = "downloader", string name = "Per Dahl", string? language = null) => Agency.Store.Write(tx =>
    {
        var person = People.Create(tx, login, name, ClientRole.Named(role)!.Code, "test", client.Id)!;
        People.SetPassword(tx, person, Hash.Value, "test");
        People.SetLanguage(tx, person.Id, language);
        return People.Find(tx.Db, person.Id)!;
    });

    /// <summary>A story, sent; a picture with it where its bytes are given.</summary>
    public async Task<Story> Sent(StoryContent content, byte[]? picture = null, Embargo? embargo = null, ItemKind kind = ItemKind.Text)
    {
        var id = await Agency.Store.Write(tx =>
        {
            var named = content;
            if (picture is not null)
            {
                var href = tx.Ids.NewToken(8) + ".jpg";
                MediaFiles.Keep(tx, null, href, picture, "image/jpeg", 1600, 900);
                named = content with { Pictures = [content.Pictures[0] with { Renditions = [new Rendition(href)] }, .. content.Pictures.Skip(1)] };
            }
            var story = Releases.NewStory(tx, kind, named);
            StoryTable.Insert(tx, story);
            MediaFiles.Bind(tx, story);
            return story.Id;
        });
        await Agency.Release(id, ReleaseAction.Publish, o => embargo is { } e ? o with { UsableFrom = e } : o);
        await Agency.Settle();
        return Agency.Store.Read(db => StoryTable.Find(db, id))!;
    }

    /// <summary>Somebody with a browser's cookies and no script, signed in.</summary>
    public async Task<PortalVisitor> SignedIn(string login)
    {
        var visitor = new PortalVisitor(Address);
        Assert.Equal("/clients", (await visitor.Fill("/clients/enter", "/clients/enter", ("login", login), ("password", Password))).Headers.Location?.OriginalString);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (Mail is not null) await Mail.DisposeAsync();
        await Agency.DisposeAsync();
    }

    private sealed class Seal(IDataProtectionProvider protection) : ISecretSeal
    {
        string ISecretSeal.Seal(string purpose, string secret) => protection.CreateProtector(purpose).Protect(secret);

        string? ISecretSeal.Open(string purpose, string kept) => protection.CreateProtector(purpose).Unprotect(kept);
    }
}

/// <summary>Somebody with a browser's cookies and no script: fills in the portal's forms as they are.</summary>
public sealed partial class PortalVisitor(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new(), UseProxy = false }) { BaseAddress = address };

    public Task<HttpResponseMessage> Get(string path) => _client.GetAsync(path);

    /// <summary>A page with its letters as people see them.</summary>
    public async Task<string> Read(string path) => WebUtility.HtmlDecode(await (await Get(path)).Content.ReadAsStringAsync());

    /// <summary>Opens a page, fills in its form that goes to <paramref name="action"/>, and sends it.</summary>
    public async Task<HttpResponseMessage> Fill(string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await (await Get(page)).Content.ReadAsStringAsync();
        var form = Forms().Matches(html).Select(m => m.Value).FirstOrDefault(f => WebUtility.HtmlDecode(f).Contains($"action=\"{action}\"", StringComparison.Ordinal));
        Assert.True(form is not null, $"{page} has no form that goes to {action}:\n{html}");
        var values = Inputs().Matches(form).Select(m => m.Value).Where(i => Name().IsMatch(i)).ToDictionary(i => Name().Match(i).Groups[1].Value, i => WebUtility.HtmlDecode(Value().Match(i).Groups[1].Value), StringComparer.Ordinal);
        foreach (var (name, value) in fields) values[name] = value;
        return await _client.PostAsync(action, new FormUrlEncodedContent(values));
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex(" name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
