@echo off
rem Installs the bridge as a Windows service and starts it:  install-service [NAME [CONFIG]]
rem NAME is deltatape-bridge and CONFIG, a file in this folder, bridge.properties, unless they are given.
setlocal
cd /d "%~dp0"
set "NAME=%~1"
if "%NAME%"=="" set "NAME=deltatape-bridge"
set "CONFIG=%~2"
if "%CONFIG%"=="" set "CONFIG=bridge.properties"

call "%~dp0find-java.cmd" || exit /b 1
echo Java 25: %JAVA25%

whoami /groups | findstr /c:"S-1-16-12288" /c:"S-1-16-16384" >nul
if errorlevel 1 (
  call :fail "No administrator rights: open a command prompt with 'Run as administrator' and start this again."
  exit /b 1
)
sc query "%NAME%" >nul 2>&1
if not errorlevel 1 (
  call :fail "The service %NAME% is there already: run uninstall-service first."
  exit /b 1
)

if not exist "%CONFIG%" (
  call :fail "There is no %CONFIG% in %CD%: unpack the whole zip and start this from there."
  exit /b 1
)
set "DATA="
for /f "tokens=1,* delims==" %%K in ('findstr /r /c:"^bridge\.directory *=" "%CONFIG%"') do set "DATA=%%L"
if not defined DATA (
  call :fail "bridge.directory is empty in %CONFIG%: set it to Sierra Chart's data folder, as in bridge.directory=C:/SierraChart/Data"
  exit /b 1
)
rem In a properties file \\ is one backslash, and a single one is lost.
set "DATA=%DATA:\\=/%"
if not "%DATA%"=="%DATA:\=/%" (
  call :fail "bridge.directory is %DATA% in %CONFIG%: write / instead of \, as in C:/SierraChart/Data"
  exit /b 1
)
for /f "tokens=*" %%T in ("%DATA:/=\%") do set "DATA=%%T"
if not exist "%DATA%\*" (
  call :fail "bridge.directory is %DATA% in %CONFIG%, and there is no such folder: correct it. A service sees no mapped drives."
  exit /b 1
)

if not exist logs mkdir logs
procrun\prunsrv.exe //IS//%NAME% ^
 --DisplayName="Deltatape bridge (%NAME%)" --Description="Publishes Sierra Chart's market data to Kafka." ^
 --Install="%CD%\procrun\prunsrv.exe" --Startup=delayed --ServiceUser="NT AUTHORITY\LocalService" ^
 --JavaHome="%JAVA25%" --Jvm="%JAVA25%\bin\server\jvm.dll" --Classpath=lib\* ^
 --JvmOptions=-Xrs ++JvmOptions=-XX:VMOptionsFile=conf\bridge.vmoptions ^
 ++JvmOptions=-XX:ErrorFile=logs\%NAME%-crash-%%p.txt ^
 ++JvmOptions=-Dlogback.configurationFile=conf\logback-files.xml ++JvmOptions=-Ddeltatape.service=%NAME% ^
 --StartPath="%CD%" --StartMode=jvm --StartClass=io.deltatape.bridge.BridgeService --StartParams=--config#%CONFIG% ^
 --StopMode=jvm --StopClass=io.deltatape.bridge.BridgeService --StopMethod=stop --StopTimeout=60 ^
 --LogPath="%CD%\logs" --LogPrefix=%NAME%-procrun --LogLevel=Warn
if errorlevel 1 (
  call :fail "The service %NAME% could not be installed: the cause stands above or in %CD%\logs."
  exit /b 1
)
rem Started again 10, 30 and from then on 60 s after a failure; a day without one begins anew.
sc failure "%NAME%" reset= 86400 actions= restart/10000/restart/30000/restart/60000 >nul
sc failureflag "%NAME%" 1 >nul

sc start "%NAME%" >nul
ping -n 11 127.0.0.1 >nul
sc query "%NAME%" | findstr RUNNING >nul
if errorlevel 1 (
  call :fail "The service %NAME% is installed, but does not run: the cause stands in %CD%\logs."
  findstr /i /c:"error" "logs\%NAME%*.log" 1>&2 2>nul
  exit /b 1
)
echo The service %NAME% is installed and runs; it starts with Windows. Its log: %CD%\logs
exit /b 0

rem In quotes up to here, so that a parenthesis in a path ends no block.
:fail
echo %~1 1>&2
exit /b 1
