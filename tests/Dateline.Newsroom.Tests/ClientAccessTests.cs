using System.Net;
using System.Text.RegularExpressions;
using Dateline.Store.Deliveries;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;

namespace Dateline.Newsroom.Tests;

/// <summary>A client's keys and people, made and ended on the screen by whoever looks after its contract.</summary>
public sealed partial class ClientAccessTests : IAsyncLifetime
{
    private const string At = "/newsroom/outputs/clients/radio-nord/access";
    private NewsroomHost _host = null!;
    private Visitor _carla = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await NewsroomHost.StartAsync();
        await _host.PersonAsync("carla", "Carla Chief", "chief");
        await _host.Store.Write(tx => Clients.Save(tx, new Client { Id = default, Code = "radio-nord", Name = "Radio Nord" }, "test"));
        await _host.Store.Write(tx => Clients.Save(tx, new Client { Id = default, Code = "ledger", Name = "The Ledger" }, "test"));
        _carla = new Visitor(_host);
        await _carla.SignIn("carla", PeopleOfTests.Password);
    }

    public async ValueTask DisposeAsync()
    {
        _carla.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_key_is_made_and_shown_once_changed_for_another_and_revoked()
    {
        Assert.Contains(At, await _carla.Read("/newsroom/outputs/clients/radio-nord"), StringComparison.Ordinal);
        var first = await Key("Web team");
        Assert.DoesNotContain(first, await _carla.Read(At), StringComparison.Ordinal);
        Assert.Equal("Web team", Check(first)?.Name);
        var second = await Key("Web team, new");
        // Two work: the one in use, and the one that takes its place.
        Assert.DoesNotContain("?handler=key\"", await _carla.Read(At), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await _carla.Fill(At, At + "?handler=revoke", ("prefix", first[..12]))).StatusCode);
        Assert.Null(Check(first));
        Assert.NotNull(Check(second));
        Assert.Equal(HttpStatusCode.Conflict, (await _carla.Fill(At, At + "?handler=revoke", ("prefix", first[..12]))).StatusCode);
        var nameless = await _carla.Fill(At, At + "?handler=key", ("name", " "), ("scopes", "wire"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nameless.StatusCode);
    }

    [Theory]
    [InlineData(At, At + "?handler=key", "scopes", "wire")]
    [InlineData("/newsroom/keys", "/newsroom/keys", "rights", "log:read")]
    public async Task Who_signed_in_a_while_ago_says_again_who_they_are_before_a_key_is_made(string page, string action, string field, string right)
    {
        if (page != At) await _host.PersonAsync("anna", "Anna Bell", "admin");
        using var visitor = new Visitor(_host);
        await visitor.SignIn(page == At ? "carla" : "anna", PeopleOfTests.Password);
        _host.Time.Advance(TimeSpan.FromMinutes(16));
        foreach (var (password, status) in new[] { ("", HttpStatusCode.UnprocessableEntity), ("not this one, surely", HttpStatusCode.UnprocessableEntity), (PeopleOfTests.Password, HttpStatusCode.OK) })
        {
            var answer = await visitor.Fill(page, action, ("name", "Web team"), (field, right), ("password", password));
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(status == HttpStatusCode.OK, html.Contains("class=\"secret\"", StringComparison.Ordinal));
            // What was typed stays, and the password is asked for beside it.
            if (status == HttpStatusCode.OK) continue;
            Assert.Contains("value=\"Web team\"", html, StringComparison.Ordinal);
            Assert.Contains("name=\"password\" type=\"password\"", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Somebody_at_the_client_is_invited_given_another_role_ended_and_let_in_again()
    {
        var invited = await (await _carla.Fill(At, At + "?handler=invite", ("person", "Per Dahl"), ("mail", "per@radio-nord.example"), ("role", "reader"))).Content.ReadAsStringAsync();
        Assert.Contains("/clients/join?token=", invited, StringComparison.Ordinal);
        Assert.DoesNotContain("/clients/join?token=", await _carla.Read(At), StringComparison.Ordinal);
        var per = Per();
        Assert.Equal(("client-reader", (object?)null), (per.Role, per.Ended));
        await _carla.Fill(At, At + "?handler=role", ("id", per.Id.ToString("D")), ("role", "admin"));
        Assert.Equal("client-admin", Per().Role);
        await _carla.Fill(At, At + "?handler=end", ("id", per.Id.ToString("D")));
        Assert.NotNull(Per().Ended);
        await _carla.Fill(At, At + "?handler=return", ("id", per.Id.ToString("D")));
        Assert.Null(Per().Ended);
        var again = await (await _carla.Fill(At, At + "?handler=link", ("id", per.Id.ToString("D")))).Content.ReadAsStringAsync();
        Assert.Contains("/clients/join?token=", again, StringComparison.Ordinal);

        foreach (var (name, mail) in new[] { ("", "x@radio-nord.example"), ("Eva", "no-address"), ("Eva", "per@radio-nord.example") })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _carla.Fill(At, At + "?handler=invite", ("person", name), ("mail", mail), ("role", "reader"))).StatusCode);
    }

    [Fact]
    public async Task Nobody_is_changed_from_the_page_of_another_client_or_without_the_right()
    {
        await _carla.Fill(At, At + "?handler=invite", ("person", "Per Dahl"), ("mail", "per@radio-nord.example"), ("role", "reader"));
        const string ledger = "/newsroom/outputs/clients/ledger/access";
        await _carla.Fill(ledger, ledger + "?handler=invite", ("person", "Eva Holm"), ("mail", "eva@ledger.example"), ("role", "reader"));
        // The form of a person of the ledger, with the id of somebody else.
        Assert.Equal(HttpStatusCode.NotFound, (await _carla.Fill(ledger, ledger + "?handler=end", ("id", Per().Id.ToString("D")))).StatusCode);
        Assert.Null(Per().Ended);
        Assert.Equal(HttpStatusCode.NotFound, (await _carla.Get("/newsroom/outputs/clients/nobody/access")).StatusCode);
        await _host.PersonAsync("eddie", "Eddie Editor", "editor");
        using var editor = new Visitor(_host);
        await editor.SignIn("eddie", PeopleOfTests.Password);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.Get(At)).StatusCode);
    }

    private async Task<string> Key(string name)
    {
        var html = await (await _carla.Fill(At, At + "?handler=key", ("name", name), ("scopes", "wire"))).Content.ReadAsStringAsync();
        return Secret().Match(html).Groups[1].Value;
    }

    private ClientKey? Check(string key) => _host.Store.Read(db => ClientKeys.Check(db, key));

    private Person Per() => _host.Store.Read(db => People.FindByLogin(db, "per@radio-nord.example", ofClients: true))!;

    [GeneratedRegex("<code class=\"secret\">(dlw_[^<]+)</code>")]
    private static partial Regex Secret();
}
