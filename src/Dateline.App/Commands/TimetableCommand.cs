using System.CommandLine;
using Dateline.App.Commands.Remote;

namespace Dateline.App.Commands;

/// <summary><c>dateline timetable</c>: what will happen by time alone; and what waits for a person after a restore, to be confirmed or dropped.</summary>
internal static class TimetableCommand
{
    internal static Command Create()
    {
        var timetable = RemoteOptions.Verb("timetable", "Show what will happen by time alone.", [], (_, server) => List(server, "timetable?limit=200"));
        timetable.Add(RemoteOptions.Verb("waiting", "Show what waits for a person.", [], (_, server) => List(server, "timetable?waiting=true&limit=200")));
        timetable.Add(Decision("confirm", "Say that it is to happen after all: at its time, or at once where that is over.", "confirmed"));
        timetable.Add(Decision("drop", "Say that it is not to happen.", "dropped"));
        return timetable;
    }

    private static async Task<int> List(RemoteServer server, string path) => Printed.Answer(server, await server.Get(path), answer =>
    {
        foreach (var row in Printed.Items(answer)) Console.WriteLine($"{Printed.Text(row, "id")}  {Printed.Text(row, "at"),-20} {Printed.Text(row, "kind"),-7} {Printed.Text(row["story"]!, "slugline"),-24} {Printed.Text(row["story"]!, "headline")}");
    });

    private static Command Decision(string name, string description, string done)
    {
        var ids = new Argument<string[]>("id") { Description = "Their ids, as \"timetable waiting\" shows them.", Arity = ArgumentArity.OneOrMore };
        return RemoteOptions.Verb(name, description, [ids], async (arguments, server) =>
        {
            foreach (var id in arguments.GetValue(ids)!)
            {
                await server.Post($"timetable/{Uri.EscapeDataString(id)}/{name}");
                Console.WriteLine($"{done} {id}");
            }
            return ExitCodes.Done;
        });
    }
}
