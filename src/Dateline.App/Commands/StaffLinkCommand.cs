using System.CommandLine;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary><c>dateline staff-link</c>: a link that opens the staff's pages once.</summary>
internal static class StaffLinkCommand
{
    internal static Command Create() => RemoteOptions.Verb("staff-link", "Make a link that opens the staff's pages once.", [], async (_, server) =>
        Printed.Answer(server, await server.Post("staff-links"), answer => Console.WriteLine(new Uri(server.Address, Printed.Text(answer, "path")))));
}
