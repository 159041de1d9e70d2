using System.CommandLine;
using System.Text.Json.Nodes;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary><c>dateline person …</c>: who works in the newsroom, on a running server.</summary>
internal static class PersonCommand
{
    private static readonly Argument<string> Login = new("login") { Description = "What the person signs in with." };
    private static readonly Argument<string> Role = new("role") { Description = "reader, reporter, editor, chief or admin." };

    internal static Command Create() => new("person", "The people of the newsroom.") { List(), Invite(), SetRole(), SetDesk(), Link(), Verb("end", "Let a person sign in no more: every session ends now."), Verb("return", "Let a person sign in again.") };

    private static Command List() => RemoteOptions.Verb("list", "List the people of the newsroom.", [], async (_, server) => Printed.Answer(server, await server.Get("people"), answer =>
    {
        foreach (var person in Printed.Items(answer))
            PrintLine(person);
    }));

    private static string Standing(JsonNode person) =>
        person["ended"] is not null ? "ended" : !(bool)person["hasPassword"]! ? "invited" : (bool)person["hasCode"]! ? "with code generator" : "with password";

    private static Command Invite()
    {
        var name = new Option<string?>("--name") { Description = "Their name; without it the sign-in name." };
        return RemoteOptions.Verb("invite", "Invite somebody and print the link by which they set a password.", [Login, Role, name], async (arguments, server) =>
        {
            var login = arguments.GetValue(Login)!;
            var body = new JsonObject { ["login"] = login, ["name"] = arguments.GetValue(name) ?? login, ["role"] = arguments.GetValue(Role) };
            return Printed.Answer(server, await server.Post("people", body), answer => PrintLink(server, answer));
        });
    }

    private static Command SetRole() => RemoteOptions.Verb("role", "Give a person another role.", [Login, Role], async (arguments, server) =>
        Printed.Answer(server, await server.Post(Path(arguments, "role"), new JsonObject { ["role"] = arguments.GetValue(Role) }), PrintPerson));

    private static Command SetDesk()
    {
        var desk = new Argument<string>("desk") { Description = "The desk." };
        var role = new Argument<string?>("role") { Description = "reader, reporter, editor or chief; without it they have none on this desk any more.", Arity = ArgumentArity.ZeroOrOne };
        return RemoteOptions.Verb("desk", "Give a person a role on one desk, in place of their role elsewhere.", [Login, desk, role], async (arguments, server) =>
        {
            var body = new JsonObject { ["desk"] = arguments.GetValue(desk) };
            if (arguments.GetValue(role) is { } code) body["role"] = code;
            return Printed.Answer(server, await server.Post(Path(arguments, "desk"), body), PrintPerson);
        });
    }

    private static Command Link() => RemoteOptions.Verb("link", "Make a link by which a person sets a new password.", [Login], async (arguments, server) =>
        Printed.Answer(server, await server.Post(Path(arguments, "link")), answer => PrintLink(server, answer)));

    private static Command Verb(string name, string about) => RemoteOptions.Verb(name, about, [Login], async (arguments, server) =>
        Printed.Answer(server, await server.Post(Path(arguments, name)), PrintPerson));

    private static string Path(ParseResult arguments, string verb) => $"people/{Uri.EscapeDataString(arguments.GetValue(Login)!)}/{verb}";

    private static void PrintPerson(JsonNode person) => Console.WriteLine($"{Printed.Text(person, "login")} {Printed.Text(person, "role")} {Standing(person)}{Desks(person)}");

    private static string Desks(JsonNode person) => person["desks"] is JsonArray { Count: > 0 } desks ? " " + string.Join(' ', desks.Select(d => $"{d!["desk"]}:{d["role"]}")) : "";

    internal static void PrintLine(JsonNode person) => Console.WriteLine($"{Printed.Text(person, "login"),-28} {Printed.Text(person, "role"),-10} {Standing(person),-22} {Printed.Text(person, "name")}");

    internal static void PrintLink(RemoteServer server, JsonNode answer) => Console.WriteLine(new Uri(server.Address, Printed.Text(answer, "path")));
}
