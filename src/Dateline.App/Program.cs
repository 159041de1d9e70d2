using System.CommandLine;
using Dateline.App.Commands;
using Dateline.App.Commands.Wires;

// The way of a story, as verbs: it comes in (ingest), is worked on and released (story), leaves by the wire log (serve, verify-log),
// and everything is kept (backup, restore). Files alone are looked at, turned into others and checked by inspect, convert and validate. `demo` shows all of it at once.
var dateline = new RootCommand("Dateline carries a news story the whole way: from the wire, over the desk, to the public page, and its corrections and its kill after it.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    DoctorCommand.Create(),
    IngestCommand.Create(),
    InspectCommand.Create(),
    ConvertCommand.Create(),
    ValidateCommand.Create(),
    VerifyLogCommand.Create(),
    KeyCommand.Create(),
    ClientCommand.Create(),
    StoryCommands.Create(),
    LogCommand.Create(),
    TimetableCommand.Create(),
    VocabularyCommand.Create(),
    StaffLinkCommand.Create(),
    PersonCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
};
return await dateline.Parse(args).InvokeAsync();
