using System.Text.Json;
using Dateline.Newsroom.Api;
using Dateline.Newsroom.Persons;
using Dateline.Store.Database;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Admin;

/// <summary>The people of the newsroom: invited by a link that is told once, given a role, ended. What they did stays theirs.</summary>
internal static class PeopleList
{
    private const string Tag = "People";

    private static readonly Shape PersonShape = Shape.Object(
        ("pseudonym", Shape.Text("Who they are in the wire log and the audit")), ("login", Shape.Text("What they sign in with")), ("name", Shape.Text("Their name")), ("role", Shape.OneOf("Their role", Role.All.Select(r => r.Code))),
        ("hasPassword", Shape.Flag("Whether they have set a password")), ("hasCode", Shape.Flag("Whether a code generator is asked for")), ("desks", Shape.List(Shape.Object(("desk", Shape.Text("The desk")), ("role", Shape.OneOf("The role there", Role.OfDesks.Select(r => r.Code)))))), ("sites", Shape.List(Shape.Text("A site's code"), "The sites they are limited to; not there: every site")), ("created", Shape.Time("Since when they are known")), ("ended", Shape.Time("Since when they may not sign in")));

    private static readonly Shape LinkShape = Shape.Object(("path", Shape.Text("Path and query of the link, to be put behind the server's address: shown this once")), ("until", Shape.Time("Until when it is good")), ("person", PersonShape));

    internal static void Map(ApiMap api)
    {
        api.Get("people", Scopes.People, List, new("personList", Tag, "List the people of the newsroom, by name") { Answers = Shape.Page(PersonShape) });
        api.Post("people", Scopes.People, Invite, new("personInvite", Tag, "Invite somebody: they set a password by the link")
        {
            Description = "The link is good once, for seven days. A repeated request under the same Idempotency-Key is answered without it.\n\nRoles: " + string.Join("; ", Role.All.Select(r => $"`{r.Code}` {string.Join(", ", r.Rights)}")) + ".",
            Status = 201,
            Body = Shape.Object(("login", Shape.Text("What they sign in with")), ("name", Shape.Text("Their name")), ("role", Shape.OneOf("Their role", Role.All.Select(r => r.Code)))).Needing("login", "name", "role"),
            Example = """{"login":"ingrid@np.example","name":"Ingrid Solheim","role":"editor"}""",
            Answers = LinkShape,
            Codes = ["login-taken", "login-bad", "role-unknown"],
        });
        api.Post("people/{code}/role", Scopes.People, SetRole, new("personRole", Tag, "Give a person another role: it holds from their next request")
        {
            Body = Shape.Object(("role", Shape.OneOf("The role", Role.All.Select(r => r.Code)))).Needing("role"),
            Example = """{"role":"chief"}""",
            Answers = PersonShape,
            Codes = ["unknown", "role-unknown"],
        });
        api.Post("people/{code}/desk", Scopes.People, SetDesk, new("personDesk", Tag, "Give a person a role on one desk, or take it away: it holds from their next request")
        {
            Description = "On that desk it stands in place of their role. Whoever has a role on any desk is of those desks: what is embargoed on others is not there for them, unless their role has the right \"embargoed:read\".",
            Body = Shape.Object(("desk", Shape.Text("The desk")), ("role", Shape.OneOf("The role there; not there: they have none on this desk any more", Role.OfDesks.Select(r => r.Code)))).Needing("desk"),
            Example = """{"desk":"sport","role":"editor"}""",
            Answers = PersonShape,
            Codes = ["unknown", "role-unknown"],
        });
        api.Post("people/{code}/sites", Scopes.People, SetSites, new("personSites", Tag, "Limit a person to some of the group's sites, or to none: it holds from their next request")
        {
            Description = "It limits what the right \"site\" allows (fronts, what is decided for a story on a site) and whom live stories can be told by; an empty list takes the limit away.",
            Body = Shape.Object(("sites", Shape.List(Shape.Text("A site's code")))).Needing("sites"),
            Example = """{"sites":["main"]}""",
            Answers = PersonShape,
            Codes = ["unknown", "site-unknown"],
        });
        api.Post("people/{code}/link", Scopes.People, Link, new("personLink", Tag, "Make a link by which a person sets a new password") { Answers = LinkShape, Codes = ["unknown"] });
        api.Post("people/{code}/end", Scopes.People, call => Change(call, People.End), new("personEnd", Tag, "Let a person sign in no more: every session ends now") { Answers = PersonShape, Codes = ["unknown"] });
        api.Post("people/{code}/return", Scopes.People, call => Change(call, People.Return), new("personReturn", Tag, "Let a person sign in again") { Answers = PersonShape, Codes = ["unknown"] });
    }

    private static Task<Answer> List(ApiCall call) => call.Read(db => Answer.List(People.All(db), (json, person) => Write(json, db, person)));

    private static async Task<Answer> Invite(ApiCall call)
    {
        var body = call.Body;
        var (login, name, role) = (body.Required("login"), body.Required("name"), body.Required("role"));
        if (body.End() is { } problem) return problem;
        if (PersonForm.WhyNotLogin(login) is not null) return new Problem("login-bad", "A sign-in name has 2 to 120 letters, digits, or . - _ @ +. Nobody was invited.", "/login");
        if (WhyNot(role) is { } unknown) return unknown;
        return await call.Write(tx => People.Create(tx, login, name, role, call.Who) is { } person
            ? Linked(tx, person, 201)
            : new Problem("login-taken", "Somebody signs in with this name already. Nobody was invited.", "/login")).ConfigureAwait(false);
    }

    private static async Task<Answer> SetRole(ApiCall call)
    {
        var body = call.Body;
        var role = body.Required("role");
        if (body.End() is { } problem) return problem;
        return WhyNot(role) is { } unknown ? unknown : await Change(call, (tx, person, by) => People.SetRole(tx, person, role, by)).ConfigureAwait(false);
    }

    private static async Task<Answer> SetDesk(ApiCall call)
    {
        var body = call.Body;
        var (desk, role) = (body.Slug("desk") ?? body.Required("desk"), body.Line("role"));
        if (body.End() is { } problem) return problem;
        if (role is not null && Role.OfDesks.All(r => r.Code != role)) return new Problem("role-unknown", $"There is no role \"{role}\" on a desk. Nothing has changed. Roles: {string.Join(", ", Role.OfDesks.Select(r => r.Code))}.", "/role");
        return await Change(call, (tx, person, by) => DeskRoles.Set(tx, person, desk, role, by)).ConfigureAwait(false);
    }

    private static async Task<Answer> SetSites(ApiCall call)
    {
        var body = call.Body;
        var sites = body.Texts("sites");
        if (body.End() is { } problem) return problem;
        if (sites.FindIndex(s => call.Options.Sites.All(o => o.Code != s)) is var at and >= 0) return new Problem("site-unknown", $"There is no such site. Nothing has changed. The sites are: {string.Join(", ", call.Options.Sites.Select(s => s.Code))}.", $"/sites/{at}");
        return await Change(call, (tx, person, by) => PersonSites.Set(tx, person, sites, by)).ConfigureAwait(false);
    }

    private static Task<Answer> Link(ApiCall call) => call.Write(tx =>
    {
        if (Find(tx, call) is not { } person) return NoPerson;
        tx.Audit(call.Who, "person-link", person.Pseudonym);
        return Linked(tx, person, 200);
    });

    private static Task<Answer> Change(ApiCall call, Action<StoreTransaction, Person, string> change) => call.Write(tx =>
    {
        if (Find(tx, call) is not { } person) return NoPerson;
        change(tx, person, call.Who);
        return Answer.Ok(json => Write(json, tx.Db, People.Find(tx.Db, person.Id)!));
    });

    private static Person? Find(StoreTransaction tx, ApiCall call) => People.FindByLogin(tx.Db, call.Part("code"));

    private static Problem NoPerson => new("unknown", "Nobody signs in with this name. Nothing has changed.");

    private static Problem? WhyNot(string role) => Role.Find(role) is null ? new("role-unknown", $"There is no role \"{role}\". Nothing has changed. Roles: {string.Join(", ", Role.All.Select(r => r.Code))}.", "/role") : null;

    private static Answer Linked(StoreTransaction tx, Person person, int status)
    {
        var path = PersonLinks.PathOf("join", StaffPasses.Create(tx, PassKind.Invitation, PersonLinks.InvitationLife, person.Id));
        return InvitedAnswer.Of(status, path, (tx.Now + PersonLinks.InvitationLife).ToString(), json => Write(json, tx.Db, person));
    }

    private static void Write(Utf8JsonWriter json, Db db, Person person) => InvitedAnswer.Write(json, person, person.Role, DeskRoles.Of(db, person.Id), PersonSites.Of(db, person.Id));
}
