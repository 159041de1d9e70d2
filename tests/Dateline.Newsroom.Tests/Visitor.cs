using System.Net;
using System.Text.RegularExpressions;
using Dateline.Store.SignIn;
using Dateline.Store.Keeping;

namespace Dateline.Newsroom.Tests;

/// <summary>Somebody with a browser's cookies and no script: fills in the newsroom's forms as they are.</summary>
public sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _client;

    /// <param name="host">Where.</param>
    /// <param name="name">By which name it is called.</param>
    public Visitor(NewsroomHost host, string name = "127.0.0.1") =>
        _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, UseProxy = false }) { BaseAddress = new UriBuilder(host.Address) { Host = name }.Uri };

    public CookieContainer Cookies { get; } = new();

    public Task<HttpResponseMessage> Get(string path) => _client.GetAsync(path);

    public async Task<string> Read(string path) => await (await Get(path)).Content.ReadAsStringAsync();

    /// <summary>Opens a page, fills in its form that goes to <paramref name="action"/>, and sends it.</summary>
    public async Task<HttpResponseMessage> Fill(string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await Read(page);
        var form = Forms().Matches(html).Select(m => m.Value).FirstOrDefault(f => f.Contains($"action=\"{action}\"", StringComparison.Ordinal));
        Assert.True(form is not null, $"{page} has no form that goes to {action}.");
        var values = Hidden().Matches(form).ToDictionary(m => m.Groups[2].Value + m.Groups[4].Value, m => WebUtility.HtmlDecode(m.Groups[3].Value + m.Groups[5].Value), StringComparer.Ordinal);
        foreach (var (name, value) in fields) values[name] = value;
        return await _client.PostAsync(action, new FormUrlEncodedContent(values));
    }

    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => _client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value))));

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) => _client.SendAsync(request);

    public Task<HttpResponseMessage> SignIn(string login, string password) => Fill("/newsroom/enter", "/newsroom/enter", ("login", login), ("password", password));

    /// <summary>The token by which a page of this session proves itself.</summary>
    public async Task<string> FormToken() => Meta().Match(await Read("/newsroom")).Groups[1].Value;

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input (type=\"hidden\" name=\"([^\"]*)\"(?: autocomplete=\"[^\"]*\")? value=\"([^\"]*)\"|name=\"(__RequestVerificationToken)\" type=\"hidden\" value=\"([^\"]*)\")")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"form-token\" content=\"([^\"]*)\"")]
    private static partial Regex Meta();
}

internal static class PeopleOfTests
{
    internal const string Password = "seven green buses wait";

    // Hashed once: it costs as much as it must.
    private static readonly Lazy<string> Hash = new(() => Passwords.Hash(Password));

    internal static Task<Person> PersonAsync(this NewsroomHost host, string login = "anna", string name = "Anna Bell", string role = "editor") => host.Store.Write(tx =>
    {
        var person = People.Create(tx, login, name, role, "test")!;
        People.SetPassword(tx, person, Hash.Value, "test");
        return People.Find(tx.Db, person.Id)!;
    });
}
